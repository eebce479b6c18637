import { type Command, type Form, usageOf, type Word } from "./command.ts";
import { CommandFailure, ExitCode } from "./exit-code.ts";

/** Words are set apart by blanks; quotes hold one together. */
export const wordsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].map(([word, double, single]) => double ?? single ?? word);

/** The word as the form writes it; undefined where it is none that may stand there. */
function accepted({ choices }: Word, given: string): string | undefined {
  return choices ? choices.find(each => each.toLowerCase() === given.toLowerCase()) : given;
}

/** The form's words in their order, undefined for those that were left out; undefined where they do not fit. */
function matched({ words }: Form, given: readonly string[]): readonly (string | undefined)[] | undefined {
  if (given.length > words.length) return undefined;
  const values: (string | undefined)[] = [];
  for (const [index, word] of words.entries()) {
    const text = given[index];
    const value = text === undefined ? undefined : accepted(word, text);
    if (value === undefined && (text !== undefined || !word.optional)) return undefined;
    values.push(value);
  }
  return values;
}

export interface Request {
  readonly form: Form;
  readonly values: readonly (string | undefined)[];
}

/** @throws CommandFailure for a command that there is not, or words that it does not take */
export function requestOf(commands: readonly Command[], [name = "", ...given]: readonly string[]): Request {
  const command = commands.find(each => each.name === name);
  if (!command) {
    throw new CommandFailure(`There is no command ${JSON.stringify(name)}. Try help.`, ExitCode.NotFound);
  }
  for (const form of command.forms) {
    const values = matched(form, given);
    if (values) return { form, values };
  }
  const usages = command.forms.map(form => `  ${usageOf(command, form)}`);
  throw new CommandFailure(["Usage:", ...usages].join("\n"), ExitCode.Usage);
}

/** What the last word of a line that is being typed could become. */
export function completions(commands: readonly Command[], line: string): readonly string[] {
  const before = wordsOf(line);
  const last = /\S$/.test(line) ? (before.at(-1) ?? "") : "";
  const [name, ...given] = last === "" ? before : before.slice(0, -1);
  const candidates =
    name === undefined
      ? commands.map(each => each.name)
      : (commands.find(each => each.name === name)?.forms ?? []).flatMap(form => choicesAt(form, given));
  return [...new Set(candidates)].filter(each => each.startsWith(last));
}

const choicesAt = ({ words }: Form, given: readonly string[]): readonly string[] =>
  given.every((text, index) => words[index] && accepted(words[index], text) !== undefined)
    ? (words[given.length]?.choices ?? [])
    : [];
