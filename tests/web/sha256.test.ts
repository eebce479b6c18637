import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Sha256 } from "../../web/media/sha256.ts";

test("the page's SHA-256 is that of everybody else, wherever the bytes are cut", () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 });
  fc.assert(
    fc.property(pieces, bytes => {
      const own = new Sha256();
      for (const piece of bytes) own.update(piece);
      expect(own.digest()).toBe(createHash("sha256").update(Buffer.concat(bytes)).digest("hex"));
    }),
  );
});

test("it counts more than 4 Gbit", { timeout: 60_000 }, () => {
  const piece = new Uint8Array(2 ** 24).fill(7);
  const own = new Sha256();
  const other = createHash("sha256");
  for (let n = 0; n < 33; n++) {
    own.update(piece);
    other.update(piece);
  }
  expect(own.digest()).toBe(other.digest("hex"));
});
