import fc from "fast-check";
import { expect, it } from "vitest";
import { shellWords } from "../../server/qemu/shell-words.ts";

it("splits as a shell does", () => {
  expect(shellWords("  -device e1000,id=x -name 'a b'\"c\\\"d\" e\\ f '' ")).toEqual([
    "-device",
    "e1000,id=x",
    "-name",
    'a bc"d',
    "e f",
    "",
  ]);
  expect(shellWords("")).toEqual([]);
});

it("gives back any words that were quoted", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), words => {
      const quoted = words.map(word => `'${word.replaceAll("'", `'"'"'`)}'`).join(" ");
      expect(shellWords(quoted)).toEqual(words);
    }),
  );
});

it("refuses a quote that is not closed", () => {
  expect(() => shellWords("-name 'a b")).toThrow("not closed");
});
