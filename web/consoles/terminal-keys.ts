import type { Terminal } from "@xterm/xterm";

export interface TerminalKeys {
  onLeave(): void;
  onSearch(): void;
}

/** Control characters of keys that xterm knows only in the places where an American keyboard has them. */
const controlCharacters: Readonly<Record<string, string>> = {
  "@": "\x00",
  "[": "\x1b",
  "\\": "\x1c",
  "]": "\x1d",
  "^": "\x1e",
  _: "\x1f",
  "?": "\x7f",
};

/** Every key is the guest's but the way out, copy and search; Esc and Ctrl+C among them. */
export function isGuestsKey(event: KeyboardEvent, terminal: Terminal, keys: TerminalKeys): boolean {
  const ours = action(event, terminal, keys);
  if (!ours) return true;
  event.preventDefault();
  if (event.type === "keydown") ours();
  return false;
}

function action(event: KeyboardEvent, terminal: Terminal, keys: TerminalKeys): (() => void) | undefined {
  const { ctrlKey, altKey, shiftKey, metaKey, code, key } = event;
  if (!ctrlKey) return undefined;
  if (altKey && code === "KeyG") return keys.onLeave;
  if (shiftKey && code === "KeyF") return keys.onSearch;
  if (shiftKey && code === "KeyC") return () => copySelection(terminal);
  const character = altKey || metaKey ? undefined : controlCharacters[key];
  return character === undefined ? undefined : () => terminal.input(character);
}

/** Nothing is copied over what the clipboard has when nothing is selected. */
export function copySelection(terminal: Terminal): void {
  const text = terminal.getSelection();
  // Without a secure context there is no clipboard to write to, and the browser's own menu still copies.
  if (text !== "") navigator.clipboard?.writeText(text).catch(() => undefined);
}
