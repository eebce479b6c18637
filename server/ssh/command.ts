import type { Role } from "../bmc/role.ts";
import type { Origin } from "../events/events.ts";
import type { SshContext } from "./context.ts";

/** One word after a command's name: one of some, or anything. */
export interface Word<T extends string = string, Optional extends boolean = boolean> {
  /** What stands for it in usages where it may be anything. */
  readonly label?: string;
  readonly choices?: readonly T[];
  readonly optional: Optional;
}

export const choice = <const T extends string>(...choices: readonly T[]): Word<T, false> => ({
  choices,
  optional: false,
});

export const anything = (label: string): Word<string, false> => ({ label, optional: false });

export const maybe = <T extends string>(word: Word<T, false>): Word<T, true> => ({ ...word, optional: true });

type Values<W extends readonly Word[]> = {
  readonly [I in keyof W]: W[I] extends Word<infer T, infer Optional>
    ? Optional extends true
      ? T | undefined
      : T
    : never;
};

/** A command that somebody has given, and what it works with. */
interface Invocation {
  readonly bmc: SshContext;
  readonly origin: Origin;
  /** One line, or several, on standard output. */
  print(text: string): void;
  /** A line that the next one takes the place of; for people only. */
  progress(text: string): void;
  /** Aborted when who gave the command interrupts it or is gone. */
  readonly signal: AbortSignal;
  /** Takes the caller to the serial line, until they leave it or are gone. */
  attachConsole(): Promise<void>;
  /** Ends the shell after this command. */
  leave(): void;
}

/** One way of using a command. */
export interface Form {
  readonly words: readonly Word[];
  readonly about: string;
  /** Who may do less than this may not use it. */
  readonly role: Exclude<Role, "NoAccess">;
  run(invocation: Invocation, values: readonly (string | undefined)[]): Promise<void> | void;
}

interface FormOf<W extends readonly Word[]> extends Omit<Form, "words" | "run"> {
  readonly words: W;
  run(invocation: Invocation, values: Values<W>): Promise<void> | void;
}

export interface Command {
  readonly name: string;
  readonly forms: readonly Form[];
}

/** What is passed to `run` are the form's own words, which `match` has held against it. */
export const form = <const W extends readonly Word[]>(declared: FormOf<W>): Form => ({
  ...declared,
  run: (invocation, values) => declared.run(invocation, values as Values<W>),
});

export const command = (name: string, ...forms: readonly Form[]): Command => ({ name, forms });

const shownWord = ({ choices, label, optional }: Word): string => {
  const shown = choices ? choices.join("|") : `<${label}>`;
  return optional ? `[${shown}]` : shown;
};

export const usageOf = ({ name }: Command, { words }: Form): string =>
  [name, ...words.map(shownWord)].join(" ");
