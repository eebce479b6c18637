import { readFile } from "node:fs/promises";

/** The beginning of a mapping that a program may write and not execute: "7f122fe00000-7f123fe00000 rw-p …". */
const writable = /^[0-9a-f]+-[0-9a-f]+ rw-/;

/**
 * How much of the guest's memory the host holds: all that the guest has touched, and nothing of QEMU's own.
 * @param size of the memory in bytes, by which its mapping is known
 * @returns bytes; undefined where the process cannot be looked into, or has no such mapping
 */
export async function guestMemory(pid: number, size: number): Promise<number | undefined> {
  try {
    return residentOf(await readFile(`/proc/${pid}/smaps`, "utf8"), size);
  } catch {
    return ownMemory(pid, size);
  }
}

/** Of a process that is another user's, less is told: what it holds besides its files, with QEMU's own. */
async function ownMemory(pid: number, size: number): Promise<number | undefined> {
  try {
    const held = bytesOf(await readFile(`/proc/${pid}/status`, "utf8"), "RssAnon");
    return held === undefined ? undefined : Math.min(held, size);
  } catch {
    // Gone meanwhile.
    return undefined;
  }
}

/** @param smaps as proc_pid_smaps(5) describes it */
export function residentOf(smaps: string, size: number): number | undefined {
  for (const mapping of smaps.split(/\n(?=[0-9a-f]+-)/)) {
    if (writable.test(mapping) && bytesOf(mapping, "Size") === size) return bytesOf(mapping, "Rss");
  }
  return undefined;
}

function bytesOf(mapping: string, name: string): number | undefined {
  const value = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(mapping)?.[1];
  return value === undefined ? undefined : Number(value) * 1024;
}
