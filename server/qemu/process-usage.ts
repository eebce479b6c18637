import { readFileSync } from "node:fs";
import type { HypervisorUsage } from "../machine/hypervisor.ts";

/** Linux counts processor time in hundredths of a second, whatever its own clock does. */
const ticksPerSecond = 100;
/** Places in /proc/PID/stat behind the program's name, which may hold anything (proc(5)). */
const place = { userTime: 11, systemTime: 12 };

/** @returns nothing when there is no such process (any more) */
export function processUsage(pid: number): Pick<HypervisorUsage, "process" | "cpuSeconds"> | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const times = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = Number(times[place.userTime]) + Number(times[place.systemTime]);
    return { process: pid, cpuSeconds: ticks / ticksPerSecond };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH" || code === "EACCES") return undefined;
    throw error;
  }
}
