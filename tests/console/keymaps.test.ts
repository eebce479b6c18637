import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layoutNames, layoutOf } from "../../server/console/keymaps/keymaps.ts";
import { type Chord, type Layout, levels, modifiers, rows } from "../../server/console/keymaps/layout.ts";
import { typing } from "../../server/console/keymaps/typing.ts";

const spacing = new Map([
  ["\u0300", "`"],
  ["\u0301", "´"],
  ["\u0302", "^"],
  ["\u0303", "~"],
  ["\u0308", "¨"],
]);
const fixed = new Map([
  ["Space", " "],
  ["Enter", "\n"],
  ["Tab", "\t"],
]);
const isDead = (character: string) => /\p{M}/u.test(character);

/** What a key with these modifiers has on its cap. */
function cap(layout: Layout, chord: Chord): string {
  const key = chord.at(-1) ?? "";
  const held = chord.slice(0, -1).join();
  const level = levels.find(name => modifiers[name].join() === held) ?? "plain";
  const row = rows.findIndex(keys => keys.some(code => code === key));
  const place = (rows[row] as readonly string[] | undefined)?.indexOf(key) ?? -1;
  return fixed.get(key) ?? [...(layout[level]?.[row] ?? "")][place] ?? "";
}

/** What a system with this layout makes of the keys. */
function typedBack(layout: Layout, chords: readonly Chord[]): string {
  let text = "";
  let dead = "";
  for (const chord of chords) {
    const character = cap(layout, chord);
    if (isDead(character)) dead = character;
    else {
      text += dead !== "" && character === " " ? spacing.get(dead) : (character + dead).normalize("NFC");
      dead = "";
    }
  }
  return text;
}

const ascii = Array.from({ length: 95 }, (_, n) => String.fromCharCode(32 + n));
const onCaps = (layout: Layout) =>
  levels
    .flatMap(level => layout[level] ?? [])
    .flatMap(row => [...(row ?? "")])
    .filter(character => !isDead(character));

describe.each(layoutNames)("the layout %s", name => {
  const layout = layoutOf(name);

  it("has a key for each place of its rows", () => {
    for (const level of levels) {
      for (const [index, row] of (layout[level] ?? []).entries()) {
        expect([...(row ?? "")].length, `${level} ${row}`).toBeLessThanOrEqual(rows[index]?.length ?? 0);
      }
    }
  });

  it("types all of ASCII and all that is on its caps, back as it was", () => {
    const text = [...ascii, ...onCaps(layout)].join("");
    const typed = typing(name, text);
    expect(typed).not.toHaveProperty("missing");
    expect(typedBack(layout, "chords" in typed ? typed.chords : [])).toBe(text);
  });

  it("types any text back as it was, or names what it cannot type", () => {
    const letters = fc.constantFrom(...ascii, ..."äöüÄÖÜßéèêëçàâñõåæøÅÆØ€§°²£¥你\u00a0", "\n", "\t");
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 60 }), characters => {
        const text = characters.join("");
        const typed = typing(name, text);
        if ("chords" in typed) expect(typedBack(layout, typed.chords)).toBe(text);
        else {
          const rest = characters.filter(character => !typed.missing.includes(character)).join("");
          expect(typing(name, rest)).toHaveProperty("chords");
          for (const character of typed.missing) expect(typing(name, character)).toHaveProperty("missing");
        }
      }),
    );
  });
});

describe("a text", () => {
  const chords = (name: Parameters<typeof typing>[0], text: string) => {
    const typed = typing(name, text);
    return "chords" in typed ? typed.chords.map(chord => chord.join("+")) : typed.missing;
  };

  it("needs a dead key and a letter where the layout has no key for both together", () => {
    expect(chords("German", "é^")).toEqual(["Equal", "KeyE", "Backquote", "Space"]);
    expect(chords("Swedish", "~Ñ")).toEqual([
      "AltRight+BracketRight",
      "Space",
      "AltRight+BracketRight",
      "ShiftLeft+KeyN",
    ]);
    expect(chords("GermanNoDeadKeys", "^")).toEqual(["Backquote"]);
  });

  it("takes the keys of the place and not of the letter", () => {
    expect(chords("German", "z@")).toEqual(["KeyY", "AltRight+KeyQ"]);
    expect(chords("French", "a1")).toEqual(["KeyQ", "ShiftLeft+Digit1"]);
    expect(chords("Japanese", "\\_")).toEqual(["IntlYen", "ShiftLeft+IntlRo"]);
    expect(chords("Italian", "{")).toEqual(["ShiftLeft+AltRight+BracketLeft"]);
  });

  it("may come with any kind of line ends, and composed or not", () => {
    expect(chords("US", "a\r\nb\rc\n")).toEqual(["KeyA", "Enter", "KeyB", "Enter", "KeyC", "Enter"]);
    expect(chords("Spanish", "n\u0303")).toEqual(["Semicolon"]);
  });

  it("is not typed in part: each character that has no key is named once", () => {
    expect(chords("US", "a€b€ü\u0007")).toEqual(["€", "ü", "\u0007"]);
  });
});
