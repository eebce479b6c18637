import { expect, test } from "vitest";
import { macroText } from "../../../web/keys/macro.ts";
import { MacroRecorder, type PressedKey } from "../../../web/keys/macro-recorder.ts";

const noModifiers = { ctrlKey: false, altKey: false, metaKey: false, repeat: false };
const down = (code: string, key: string, held: Partial<PressedKey> = {}): PressedKey => ({
  ...{ type: "keydown", code, key },
  ...noModifiers,
  ...held,
});
const up = (code: string): PressedKey => ({ type: "keyup", code, key: "", ...noModifiers });

function recorded(...events: readonly PressedKey[]): string {
  const recorder = new MacroRecorder();
  for (const event of events) recorder.on(event);
  return macroText(recorder.steps);
}

test("characters become text, as the person's own keyboard has them", () => {
  const shift = down("ShiftLeft", "Shift");
  expect(
    recorded(
      ...[shift, down("KeyZ", "Y"), up("KeyZ"), up("ShiftLeft")],
      ...[down("KeyE", "e"), down("Digit7", "/"), down("Enter", "Enter")],
    ),
  ).toBe('"Ye/" Enter');
});

test("other keys come with the modifiers that are held, and a modifier alone when it is let go", () => {
  const held = { ctrlKey: true, altKey: true };
  expect(
    recorded(
      ...[down("ControlLeft", "Control"), down("AltLeft", "Alt", held), down("F2", "F2", held)],
      ...[up("F2"), up("AltLeft"), up("ControlLeft")],
      ...[down("ControlLeft", "Control"), down("KeyC", "c", { ctrlKey: true }), up("ControlLeft")],
      ...[down("MetaLeft", "Meta"), up("MetaLeft")],
      ...[down("AltLeft", "Alt"), down("ControlLeft", "Control"), down("KeyD", "d", held)],
    ),
  ).toBe("Ctrl+Alt+F2 Ctrl+C Super Alt+Ctrl+D");
});

test("what AltGr brings about is a character, on systems too that take it for Ctrl and Alt", () => {
  const altGr = { ctrlKey: true, altKey: true };
  expect(
    recorded(
      ...[down("ControlLeft", "Control"), down("AltRight", "AltGraph"), down("KeyQ", "@", altGr)],
      ...[up("AltRight"), up("ControlLeft")],
    ),
  ).toBe('"@"');
});

test("a key that repeats counts once, and one that no keyboard has not at all", () => {
  expect(recorded(down("KeyA", "a"), down("KeyA", "a", { repeat: true }), down("BrowserBack", "x"))).toBe(
    '"a"',
  );
});
