import { readFileSync } from "node:fs";

const microsecondsPerTick = 10_000;

/** The value in the middle. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** Tries until `attempt` succeeds, as fast as it can. @returns milliseconds since `begun` */
export async function untilSuccess(begun: number, attempt: () => Promise<boolean>): Promise<number> {
  const deadline = begun + 60_000;
  while (!(await attempt().catch(() => false))) {
    if (performance.now() > deadline) throw new Error("Nothing succeeded within 60 s.");
    await new Promise(resolve => setTimeout(resolve, 2));
  }
  return performance.now() - begun;
}

export function row(name: string, ...cells: readonly string[]): void {
  console.log([name.padEnd(58), ...cells.map(cell => cell.padStart(22))].join(""));
}

export const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
export const ratio = (value: number, base: number): string => `${(value / base).toFixed(2)} ×`;

export function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "latin1")) ?? [];
  return Number(kilobytes) / 1024;
}

/** The processes that it has started and that still run. */
export const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").split(" ").filter(Boolean).map(Number);

/** User and system time of a process, in microseconds. */
export function cpuTime(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "latin1")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * microsecondsPerTick;
}
