import fc from "fast-check";
import { expect, test } from "vitest";
import { typedDifference } from "../../../web/keys/typed-difference.ts";

test.each([
  ["", "a", 0, "a"],
  ["ab", "a", 1, ""],
  ["teh ", "the ", 3, "he "],
  ["😀", "😁", 1, "😁"],
])("%j becomes %j", (before, after, back, text) => {
  expect(typedDifference(before, after)).toEqual({ back, text });
});

const text = fc.string({ unit: fc.constantFrom(..."abé😀") });

test("what is taken back and typed makes one field of the other", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { back, text: added } = typedDifference(before, after);
      const kept = [...before].slice(0, [...before].length - back).join("");
      expect(kept + added).toBe(after);
    }),
  );
});
