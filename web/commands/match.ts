import { filled, t } from "../app/language.ts";
import type { Command } from "./command.ts";

/** A command that the typed text finds, as the person reads it. */
export interface Found {
  readonly command: Command;
  readonly title: string;
  /** How good it fits; more is better. */
  readonly score: number;
}

const startOfWord = 8;
const inARow = 8;
const anywhere = 1;
const asWord = 5;
/** What stands in the title counts more than what only helps to find it. */
const asTitle = 2;

/**
 * How well the letters of `word` stand in `text`, in their order, with others between them.
 * @returns undefined when they do not
 */
function fitOf(word: string, text: string): number | undefined {
  const letters = text.toLowerCase();
  let score = 0;
  let last = -2;
  for (const letter of word.toLowerCase()) {
    const at = nextPlace(letter, letters, last + 1);
    if (at < 0) return undefined;
    if (at === last + 1) score += inARow;
    else score += isStart(letters, at) ? startOfWord : anywhere - Math.min(at - last, 20) / 40;
    if (at === 0) score += anywhere;
    last = at;
  }
  return score;
}

/** The letter that goes on with what was found, else one that begins a word, else any. */
function nextPlace(letter: string, letters: string, from: number): number {
  if (letters[from] === letter) return from;
  for (let at = letters.indexOf(letter, from); at >= 0; at = letters.indexOf(letter, at + 1)) {
    if (isStart(letters, at)) return at;
  }
  return letters.indexOf(letter, from);
}

const isStart = (letters: string, at: number): boolean => at === 0 || /[\s:([/-]/.test(letters[at - 1] ?? "");

/** The best place of a word: the greedy way misses "mail" in "main mail", so it tries from each of its first letters. */
function bestFit(word: string, text: string): number | undefined {
  const [first = ""] = word.toLowerCase();
  const letters = text.toLowerCase();
  let best: number | undefined;
  for (let at = letters.indexOf(first); at >= 0; at = letters.indexOf(first, at + 1)) {
    const rest = fitOf(word, text.slice(at));
    if (rest === undefined) continue;
    const score = rest - (isStart(letters, at) ? 0 : startOfWord);
    if (best === undefined || score > best) best = score;
  }
  return best;
}

/** The commands that have all the typed words, the best first; without words all, in their own order. */
export function found(commands: readonly Command[], typed: string): readonly Found[] {
  const words = typed.trim().split(/\s+/).filter(Boolean);
  return commands
    .flatMap(command => {
      const title = t(command.title, command.values);
      const score = total(command, title, words);
      return score === undefined ? [] : [{ command, title, score }];
    })
    .sort((a, b) => b.score - a.score);
}

function total(command: Command, title: string, words: readonly string[]): number | undefined {
  const english = filled(command.title, command.values);
  const others = `${t(command.about)} ${command.about} ${command.words ?? ""}`;
  let sum = 0;
  for (const word of words) {
    const fits = [bestFit(word, title), bestFit(word, english)].flatMap(score => score ?? []);
    const inTitle = fits.length > 0 ? asTitle * Math.max(...fits) : undefined;
    const best = Math.max(inTitle ?? Number.NEGATIVE_INFINITY, wordFit(word, others));
    if (best === Number.NEGATIVE_INFINITY) return undefined;
    sum += best;
  }
  return sum;
}

/** What is not shown has to be typed as it is, or the person would wonder why it is found. */
function wordFit(word: string, text: string): number {
  const isThere = text
    .toLowerCase()
    .split(/\s+/)
    .some(other => other.startsWith(word.toLowerCase()));
  return isThere ? word.length * asWord : Number.NEGATIVE_INFINITY;
}
