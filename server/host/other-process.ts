import { readFileSync } from "node:fs";

/** Sends a signal to a process, which may be gone. @throws the system's error */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The arguments with which a process was started, the program's name first; none of one that is gone. */
export const argumentsOf = (pid: number): readonly string[] =>
  readIfThere(`/proc/${pid}/cmdline`).split("\0");

/** A file of a process that may be gone, or that it has not written yet: then it is empty. @throws the system's error */
export function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ESRCH") return "";
    throw error;
  }
}
