import type { IconName } from "../components/icon-paths.ts";

/** Something that the command palette can do. */
export interface Command {
  readonly id: string;
  /** In English; "{name}" is filled in from `values`. */
  readonly title: string;
  readonly values?: Readonly<Record<string, string>>;
  /** What kind of thing it is, in English, too. */
  readonly about: string;
  readonly icon: IconName;
  /** English words that it is also found by. */
  readonly words?: string;
  /** The shortcut that does the same. */
  readonly keys?: string;
  /** Why it cannot be done now, for a person to read; undefined when it can. */
  readonly unavailable?: string | undefined;
  readonly run: () => void;
}
