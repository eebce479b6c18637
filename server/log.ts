import { type Logger, pino } from "pino";

export interface LogOptions {
  readonly format: "text" | "json";
  readonly debug: boolean;
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

/** The one log. Passwords and tokens never reach it: no area hands them over. */
export function createLog({ format, debug }: LogOptions): Logger {
  const options = { level: debug ? "debug" : "info", base: null };
  return format === "json"
    ? pino(options)
    : pino(options, { write: line => process.stdout.write(text(line)) });
}

function text(line: string): string {
  const { level, time, msg = "", err, ...fields } = JSON.parse(line) as Line;
  const clock = new Date(time).toTimeString().slice(0, 8);
  const shown = Object.entries(fields).map(([name, value]) => ` ${name}=${JSON.stringify(value)}`);
  const error = err ? ` ${level >= 50 ? (err.stack ?? err.message) : err.message}` : "";
  return `${clock} ${levels[level] ?? ""}${msg}${error}${shown.join("")}\n`;
}
