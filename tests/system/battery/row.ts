import type { Client } from "./client.ts";

/** What the output must look like, or what must hold of it. */
export type Look = RegExp | ((output: string) => boolean);

/** One command of the battery, and what a user sees of it. */
export interface Row {
  readonly client: Client;
  /** The words behind the options that lead to the BMC. */
  readonly words: readonly string[];
  readonly shows: readonly Look[];
  readonly hides: readonly Look[];
  readonly exitCode: number;
  /** No answer is worth more: what hangs takes longer. */
  readonly seconds: number;
  /** Why the command must not work; none for one that must. */
  readonly refusedBecause?: string;
  /** The guest boots by it. */
  readonly boots?: true;
  /** The guest has to have booted before it. */
  readonly afterBoot?: true;
  /** The BMC restarts by it. */
  readonly restarts?: true;
  /** The BMC has to have restarted before it. */
  readonly afterRestart?: true;
  /** What it shows comes about by and by: the command is repeated until then. */
  readonly repeated?: true;
}

export interface Section {
  readonly name: string;
  readonly rows: readonly Row[];
}

/** Words of trouble, which a command that works does not say. */
const trouble =
  /\b(failed|failure|invalid|unable|unsupported|insufficient|unknown error|error|timed out|(session|connection) timeout)\b/i;

const split = (line: string): readonly string[] => line.split(" ");

/** Commands of one client. A line with an empty word in it is given as its words. */
export function rowsOf(client: Client) {
  const row = (line: string | readonly string[], shows: readonly Look[]): Row => ({
    client,
    words: typeof line === "string" ? split(line) : line,
    shows,
    hides: [],
    exitCode: 0,
    seconds: 8,
  });
  return {
    works: (line: string, ...shows: readonly Look[]): Row => ({ ...row(line, shows), hides: [trouble] }),
    refused: (refusedBecause: string, line: string | readonly string[], ...shows: readonly Look[]): Row => ({
      ...row(line, shows),
      refusedBecause,
      exitCode: 1,
    }),
  };
}

/** The same command where it must not work, and what its client then says. */
export const refusedHere = (row: Row, refusedBecause: string, ...shows: readonly Look[]): Row => ({
  ...row,
  shows,
  hides: row.shows,
  exitCode: 1,
  refusedBecause,
});

export const within = (seconds: number, row: Row): Row => ({ ...row, seconds });
export const booting = (row: Row): Row => ({ ...row, boots: true });
export const onceBooted = (row: Row): Row => ({ ...row, afterBoot: true });
export const restarting = (row: Row): Row => ({ ...row, restarts: true });
export const onceRestarted = (row: Row): Row => ({ ...row, afterRestart: true });
export const eventually = (seconds: number, row: Row): Row => ({ ...row, seconds, repeated: true });

/** The client says so and ends with 0 all the same. */
export const exitingWith = (exitCode: number, row: Row): Row => ({ ...row, exitCode });

/** What a command that works may say of trouble: names of sensor types, for one. */
export const unsuspected = (row: Row, ...hides: readonly Look[]): Row => ({ ...row, hides });
