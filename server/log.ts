import { type Logger, pino } from "pino";
import type { BmcLog } from "./bmc/bmc-log.ts";

export interface LogOptions {
  readonly format: "text" | "json";
  readonly debug: boolean;
  /** Keeps what is said, for those who cannot see this process's output. */
  readonly kept: BmcLog;
}

interface Line {
  readonly level: number;
  readonly time: number;
  readonly msg?: string;
  readonly err?: { readonly message: string; readonly stack?: string };
  readonly [field: string]: unknown;
}

const levels: Readonly<Record<number, string>> = {
  20: "debug ",
  40: "warning: ",
  50: "error: ",
  60: "fatal: ",
};

const info = 30;
const warning = 40;
const error = 50;

/** The one log. Passwords and tokens never reach it: no area hands them over. */
export function createLog({ format, debug, kept }: LogOptions): Logger {
  const write = (json: string): void => {
    const line = JSON.parse(json) as Line;
    if (line.level >= info) kept.add(severityOf(line), sentence(line, false));
    process.stdout.write(format === "json" ? json : text(line));
  };
  return pino({ level: debug ? "debug" : "info", base: null }, { write });
}

const severityOf = ({ level }: Line) => (level >= error ? "Critical" : level >= warning ? "Warning" : "OK");

function text(line: Line): string {
  const clock = new Date(line.time).toTimeString().slice(0, 8);
  return `${clock} ${levels[line.level] ?? ""}${sentence(line, line.level >= error)}\n`;
}

function sentence({ level, time, msg = "", err, ...fields }: Line, withStack: boolean): string {
  const shown = Object.entries(fields).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
  const failure = err ? ` ${withStack ? (err.stack ?? err.message) : err.message}` : "";
  return `${msg}${failure}${shown.join("")}`;
}
