import type { KeyCode } from "../../server/redfish/oem.ts";

/** What people call the keys that are no letters, digits and signs; the first name is the one that is shown. */
const names = {
  ControlLeft: ["Ctrl", "Control"],
  ShiftLeft: ["Shift"],
  AltLeft: ["Alt"],
  AltRight: ["AltGr"],
  MetaLeft: ["Super", "Win", "Windows", "Meta"],
  ControlRight: ["RightCtrl"],
  ShiftRight: ["RightShift"],
  MetaRight: ["RightSuper"],
  ContextMenu: ["Menu"],
  Escape: ["Esc", "Escape"],
  Tab: ["Tab"],
  Enter: ["Enter", "Return"],
  Space: ["Space"],
  Backspace: ["Backspace"],
  Insert: ["Ins", "Insert"],
  Delete: ["Del", "Delete"],
  Home: ["Home"],
  End: ["End"],
  PageUp: ["PgUp", "PageUp"],
  PageDown: ["PgDn", "PageDown"],
  ArrowUp: ["Up"],
  ArrowDown: ["Down"],
  ArrowLeft: ["Left"],
  ArrowRight: ["Right"],
  PrintScreen: ["Print", "PrtSc", "SysRq"],
  Pause: ["Pause", "Break"],
  CapsLock: ["CapsLock"],
  NumLock: ["NumLock"],
  ScrollLock: ["ScrollLock"],
  Minus: ["-"],
  Equal: ["="],
  BracketLeft: ["["],
  BracketRight: ["]"],
  Semicolon: [";"],
  Quote: ["'"],
  Backquote: ["`"],
  Backslash: ["\\"],
  Comma: [","],
  Period: ["."],
  Slash: ["/"],
} as const satisfies Partial<Record<KeyCode, readonly [string, ...string[]]>>;

const functionKey = /^f([1-9]|1[0-2])$/;
/** Keys that have no shorter name than the standard's. */
const ownNames: ReadonlySet<string> = new Set([
  ...["IntlYen", "IntlRo", "IntlBackslash", "NumpadAdd", "NumpadSubtract", "NumpadMultiply"],
  ...["NumpadDivide", "NumpadDecimal", "NumpadEnter"],
  ...Array.from({ length: 10 }, (_, n) => `Numpad${n}`),
]);

const byName: ReadonlyMap<string, string> = new Map([
  ...[...ownNames].map(code => [code.toLowerCase(), code] as const),
  ...Object.entries(names).flatMap(([code, all]) =>
    [code, ...all].map(name => [name.toLowerCase(), code] as const),
  ),
]);

/** The key that a person means: "ctrl", "F2", "a", "KeyA"; undefined for none. */
export function keyNamed(name: string): KeyCode | undefined {
  const lower = name.toLowerCase();
  if (/^(key)?[a-z]$/.test(lower)) return `Key${lower.slice(-1).toUpperCase()}` as KeyCode;
  if (/^(digit)?[0-9]$/.test(lower)) return `Digit${lower.slice(-1)}` as KeyCode;
  if (functionKey.test(lower)) return lower.toUpperCase() as KeyCode;
  return byName.get(lower) as KeyCode | undefined;
}

/** "Ctrl", "A", "NumpadAdd". */
export function nameOf(code: KeyCode): string {
  if (code in names) return names[code as keyof typeof names][0];
  return code.replace(/^(Key|Digit)(?=.$)/, "");
}

/** "Ctrl+Alt+F2" */
export const chordName = (keys: readonly KeyCode[]): string => keys.map(nameOf).join("+");
