/** Combining marks: on a layout they stand for dead keys, which go on the character that is typed next. */
export const grave = "\u0300";
export const acute = "\u0301";
export const circumflex = "\u0302";
export const tilde = "\u0303";
export const diaeresis = "\u0308";

/** What a keyboard's rows bring about with one combination of Shift and AltGr; a space stands for nothing. */
type Level = readonly [digits: string, upper?: string, home?: string, lower?: string, japanese?: string];

/** What is on the caps of a keyboard of one country. */
export interface Layout {
  readonly plain: Level;
  readonly shift: Level;
  readonly altGr?: Level;
  readonly shiftAltGr?: Level;
}

/** The keys of the rows by their places on a US keyboard (W3C UI Events KeyboardEvent code Values). */
export const rows = [
  [
    ...["Backquote", "Digit1", "Digit2", "Digit3", "Digit4", "Digit5", "Digit6", "Digit7", "Digit8"],
    ...["Digit9", "Digit0", "Minus", "Equal"],
  ],
  [
    ...["KeyQ", "KeyW", "KeyE", "KeyR", "KeyT", "KeyY", "KeyU", "KeyI", "KeyO", "KeyP"],
    ...["BracketLeft", "BracketRight"],
  ],
  [
    ...["KeyA", "KeyS", "KeyD", "KeyF", "KeyG", "KeyH", "KeyJ", "KeyK", "KeyL", "Semicolon", "Quote"],
    ...["Backslash"],
  ],
  [
    ...["IntlBackslash", "KeyZ", "KeyX", "KeyC", "KeyV", "KeyB", "KeyN", "KeyM", "Comma", "Period"],
    ...["Slash"],
  ],
  ["IntlYen", "IntlRo"],
] as const;

export const levels = ["plain", "shift", "altGr", "shiftAltGr"] as const;
export type LevelName = (typeof levels)[number];

/** What is held while a key of a level is pressed. */
export const modifiers = {
  plain: [],
  shift: ["ShiftLeft"],
  altGr: ["AltRight"],
  shiftAltGr: ["ShiftLeft", "AltRight"],
} as const satisfies Record<LevelName, readonly string[]>;

/** A key that brings a character about. */
type TypingKey = (typeof rows)[number][number] | "Space" | "Enter" | "Tab";

/** Keys that are pressed together, the last of them last. */
export type Chord = readonly (TypingKey | (typeof modifiers)[LevelName][number])[];
