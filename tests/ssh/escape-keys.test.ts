import fc from "fast-check";
import { expect, it } from "vitest";
import { EscapeKeys } from "../../server/ssh/escape-keys.ts";

/** What is typed as text, and actions in angle brackets. */
function read(...chunks: readonly string[]): string {
  const keys = new EscapeKeys();
  return chunks
    .flatMap(chunk => keys.read(Buffer.from(chunk, "latin1")))
    .map(part => (Buffer.isBuffer(part) ? part.toString("latin1") : `<${part}>`))
    .join("");
}

it.each([
  ["~.", "<leave>"],
  ["ls\r~.", "ls\r<leave>"],
  ["ls\n~B", "ls\n<sendBreak>"],
  ["~?~.", "<help><leave>"],
  ["~~.", "~."],
  ["a~.", "a~."],
  ["~x", "~x"],
  ["~\r~.", "~\r<leave>"],
  ["~b", "~b"],
])("%j is read as %j", (typed, expected) => {
  expect(read(typed)).toBe(expected);
});

it("means the same however it is cut into pieces", () => {
  const keys = fc.array(fc.constantFrom("~", ".", "B", "?", "\r", "\n", "a"), { maxLength: 12 });
  fc.assert(fc.property(keys, typed => read(typed.join("")) === read(...typed)));
});
