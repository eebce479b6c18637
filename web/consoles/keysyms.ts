import type { KeyCode } from "../../server/redfish/oem.ts";

/** X11's keysyms of the keys that bring no letter or digit about, for a QEMU that was started with -k and asks for them. */
const keysyms: Readonly<Partial<Record<KeyCode, number>>> = {
  Escape: 0xff1b,
  PrintScreen: 0xff61,
  ScrollLock: 0xff14,
  Pause: 0xff13,
  Backquote: 0x60,
  Minus: 0x2d,
  Equal: 0x3d,
  IntlYen: 0xa5,
  Backspace: 0xff08,
  Tab: 0xff09,
  BracketLeft: 0x5b,
  BracketRight: 0x5d,
  Enter: 0xff0d,
  CapsLock: 0xffe5,
  Semicolon: 0x3b,
  Quote: 0x27,
  Backslash: 0x5c,
  ShiftLeft: 0xffe1,
  IntlBackslash: 0x3c,
  Comma: 0x2c,
  Period: 0x2e,
  Slash: 0x2f,
  IntlRo: 0x5f,
  ShiftRight: 0xffe2,
  ControlLeft: 0xffe3,
  MetaLeft: 0xffeb,
  AltLeft: 0xffe9,
  Space: 0x20,
  AltRight: 0xfe03,
  MetaRight: 0xffec,
  ContextMenu: 0xff67,
  ControlRight: 0xffe4,
  Insert: 0xff63,
  Delete: 0xffff,
  Home: 0xff50,
  End: 0xff57,
  PageUp: 0xff55,
  PageDown: 0xff56,
  ArrowUp: 0xff52,
  ArrowDown: 0xff54,
  ArrowLeft: 0xff51,
  ArrowRight: 0xff53,
  NumLock: 0xff7f,
  NumpadAdd: 0xffab,
  NumpadSubtract: 0xffad,
  NumpadMultiply: 0xffaa,
  NumpadDivide: 0xffaf,
  NumpadDecimal: 0xffae,
  NumpadEnter: 0xff8d,
};

const f1 = 0xffbe;
const numpad0 = 0xffb0;

const range = (length: number): number[] => Array.from({ length }, (_, n) => n);
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

const byCode: ReadonlyMap<string, number> = new Map([
  ...Object.entries(keysyms),
  ...letters.map(letter => [`Key${letter}`, letter.toLowerCase().charCodeAt(0)] as const),
  ...range(10).map(digit => [`Digit${digit}`, `${digit}`.charCodeAt(0)] as const),
  ...range(10).map(digit => [`Numpad${digit}`, numpad0 + digit] as const),
  ...range(12).map(n => [`F${n + 1}`, f1 + n] as const),
]);

export const keysymOf = (code: KeyCode): number => byCode.get(code) ?? 0;
export const allKeys = [...byCode.keys()] as readonly KeyCode[];
