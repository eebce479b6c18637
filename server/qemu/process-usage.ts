import { readFileSync } from "node:fs";
import type { HypervisorUsage } from "../machine/hypervisor.ts";

/** Linux counts processor time in hundredths of a second, whatever its own clock does. */
const ticksPerSecond = 100;
/** Places in /proc/PID/stat behind the program's name, which may hold anything (proc(5)). */
const place = { userTime: 11, systemTime: 12 };

/** @returns nothing when there is no such process (any more) */
export function processUsage(pid: number): HypervisorUsage | undefined {
  try {
    const file = (name: string): string => readFileSync(`/proc/${pid}/${name}`, "utf8");
    const stat = file("stat");
    const times = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(times[place.userTime]) + Number(times[place.systemTime]);
    const io = file("io");
    return {
      process: pid,
      cpuSeconds: ticks / ticksPerSecond,
      bytesRead: numberAfter("rchar", io),
      bytesWritten: numberAfter("wchar", io),
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH" || code === "EACCES") return undefined;
    throw error;
  }
}

function numberAfter(name: string, text: string): number {
  const value = new RegExp(`^${name}:\\s*(\\d+)`, "m").exec(text)?.[1];
  return value === undefined ? 0 : Number(value);
}
