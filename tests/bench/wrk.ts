import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What clients that ask as fast as they can get from a server. */
export interface Load {
  readonly requests: number;
  readonly perSecond: number;
  /** Milliseconds from request to answer. */
  readonly p50: number;
  readonly p99: number;
}

const units: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000, m: 60_000 };

function milliseconds(output: string, percentile: string): number {
  const [, value, unit = ""] = new RegExp(`^\\s+${percentile}%\\s+([\\d.]+)(\\w+)$`, "m").exec(output) ?? [];
  return Number(value) * (units[unit] ?? Number.NaN);
}

/**
 * One thread of wrk over so many connections, which stay open.
 * @throws Error where an answer has another status than 2xx or 3xx, or none comes
 */
export async function wrk(
  url: string,
  connections: number,
  seconds: number,
  headers: Readonly<Record<string, string>>,
): Promise<Load> {
  const given = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", ...given, url];
  const { stdout } = await run("wrk", args);
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`wrk ${args.join(" ")}\n${stdout}`);
  return {
    requests: Number(/^\s*(\d+) requests in/m.exec(stdout)?.[1]),
    perSecond: Number(/^Requests\/sec:\s+([\d.]+)$/m.exec(stdout)?.[1]),
    p50: milliseconds(stdout, "50"),
    p99: milliseconds(stdout, "99"),
  };
}
