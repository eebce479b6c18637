import { readFileSync } from "node:fs";

/**
 * Names one span of "mains power": the host's boot, and in a container its present start. A BMC that
 * restarts finds the same name; after a reboot of the host or a start of the container it is another.
 */
export function mainsId(): string {
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  const stat = readFileSync("/proc/1/stat", "utf8");
  // The program's name, in brackets, may hold blanks; starttime is the 22nd field (proc_pid_stat(5)).
  const startTime = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  return `${boot}/${startTime}`;
}
