import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type KeyCode, keyCodes } from "../../../server/machine/keys.ts";
import { chordName, keyNamed } from "../../../web/keys/key-names.ts";
import { longestWait, type MacroStep, macroText, parseMacro } from "../../../web/keys/macro.ts";

/** Characters that mean something to a macro, and some that mean nothing. */
const characters = fc.constantFrom(...'abF12 +-()"\\\n\té😀');

describe("a macro", () => {
  it("is keys, text in quotes and pauses, one after the other", () => {
    expect(parseMacro('Ctrl+Alt+F2 "root" Enter Wait(500)')).toEqual([
      { type: "keys", keys: ["ControlLeft", "AltLeft", "F2"] },
      { type: "text", text: "root" },
      { type: "keys", keys: ["Enter"] },
      { type: "wait", milliseconds: 500 },
    ]);
  });

  it("does not mind capitals, other names and how much space there is", () => {
    expect(parseMacro('  win   ESCAPE\n+pgdn"a"wait(1) ctrl+c'.replace("+pgdn", "pgdn"))).toEqual([
      { type: "keys", keys: ["MetaLeft"] },
      { type: "keys", keys: ["Escape"] },
      { type: "keys", keys: ["PageDown"] },
      { type: "text", text: "a" },
      { type: "wait", milliseconds: 1 },
      { type: "keys", keys: ["ControlLeft", "KeyC"] },
    ]);
  });

  it("has quotes, backslashes and line ends in its texts", () => {
    expect(parseMacro(String.raw`"say \"hi\" \\ C:\\n\n\tend"`)).toEqual([
      { type: "text", text: 'say "hi" \\ C:\\n\n\tend' },
    ]);
  });

  it.each([
    ["", "empty", ""],
    ["hello", "unknownWord", "hello"],
    ["Ctrl+Foo", "unknownKey", "Foo"],
    ["Ctrl+", "unknownKey", "Ctrl+"],
    ['Enter "root', "openQuote", '"root'],
    [`Wait(${longestWait + 1})`, "tooLong", `${longestWait + 1}`],
    ["a+b+c+d+e+f+g+h+i", "tooManyKeys", "a+b+c+d+e+f+g+h+i"],
  ])("that is %j is refused: %s", (source, code, part) => {
    expect(() => parseMacro(source)).toThrow(expect.objectContaining({ code, part }));
  });

  it("reads as it was written, whatever its steps are", () => {
    const step: fc.Arbitrary<MacroStep> = fc.oneof(
      fc.record({
        type: fc.constant("keys" as const),
        keys: fc.array(fc.constantFrom<KeyCode>(...keyCodes), { minLength: 1, maxLength: 8 }),
      }),
      fc.record({ type: fc.constant("text" as const), text: fc.string({ unit: characters, minLength: 1 }) }),
      fc.record({ type: fc.constant("wait" as const), milliseconds: fc.nat(longestWait) }),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 10 }), steps => {
        expect(parseMacro(macroText(steps))).toEqual(steps);
      }),
    );
  });

  it("throws nothing but a fault, whatever a person writes", () => {
    fc.assert(
      fc.property(fc.string({ unit: characters }), source => {
        try {
          expect(parseMacro(source).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.any(String), part: expect.any(String) });
        }
      }),
    );
  });
});

describe("the name of a key", () => {
  it.each(keyCodes)("means that key again: %s", code => {
    expect(keyNamed(code)).toBe(code);
    expect(keyNamed(chordName([code]))).toBe(code);
  });

  it("is what people say", () => {
    expect(chordName(["ControlLeft", "AltLeft", "Delete"])).toBe("Ctrl+Alt+Del");
    expect(chordName(["AltLeft", "PrintScreen", "Digit9"])).toBe("Alt+Print+9");
    expect(["F13", "constructor", "KeyAA", ""].map(keyNamed)).toEqual(Array(4).fill(undefined));
  });
});
