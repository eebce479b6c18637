import { type LayoutName, layoutOf } from "./keymaps.ts";
import {
  acute,
  type Chord,
  circumflex,
  diaeresis,
  grave,
  type Layout,
  levels,
  modifiers,
  rows,
  tilde,
} from "./layout.ts";

const space: Chord = ["Space"];

/** What a dead key and the space bar make together. */
const spacing: Readonly<Record<string, string>> = {
  [grave]: "`",
  [acute]: "´",
  [circumflex]: "^",
  [tilde]: "~",
  [diaeresis]: "¨",
};

/** Beyond Latin-1 systems differ in what dead keys compose. */
const lastComposed = 0xff;

/** By character, a dead key's being its combining mark. The first key that has it is the one that is taken. */
function keysOf(layout: Layout): ReadonlyMap<string, Chord> {
  const keys = new Map<string, Chord>([
    [" ", space],
    ["\n", ["Enter"]],
    ["\t", ["Tab"]],
  ]);
  for (const level of levels) {
    for (const [number, row] of rows.entries()) {
      for (const [place, character] of [...(layout[level]?.[number] ?? "")].entries()) {
        const key = row[place];
        if (key && !keys.has(character)) keys.set(character, [...modifiers[level], key]);
      }
    }
  }
  return keys;
}

/** All that can be typed without another key before it, and with one. */
function chordsOf(keys: ReadonlyMap<string, Chord>): (character: string) => readonly Chord[] | undefined {
  const spaced = new Map(
    Object.entries(spacing).flatMap(([mark, character]) => {
      const dead = keys.get(mark);
      return dead ? [[character, [dead, space]] as const] : [];
    }),
  );
  return character => {
    const alone = keys.get(character);
    if (alone) return [alone];
    const [base = "", mark = "", ...more] = character.normalize("NFD");
    const [dead, letter] = [keys.get(mark), keys.get(base)];
    const composes = (character.codePointAt(0) ?? 0) <= lastComposed && mark !== "" && more.length === 0;
    if (composes && dead && letter) return [dead, letter];
    return spaced.get(character);
  };
}

/** What is to be pressed for a text, or the characters that the layout has no keys for, each of them once. */
export type Typing = { readonly chords: readonly Chord[] } | { readonly missing: readonly string[] };

export function typing(name: LayoutName, text: string): Typing {
  const chordsFor = chordsOf(keysOf(layoutOf(name)));
  const chords: Chord[] = [];
  const missing = new Set<string>();
  for (const character of text.replace(/\r\n?/g, "\n").normalize("NFC")) {
    const found = chordsFor(character);
    if (found) chords.push(...found);
    else missing.add(character);
  }
  return missing.size > 0 ? { missing: [...missing] } : { chords };
}
