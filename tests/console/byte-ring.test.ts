import fc from "fast-check";
import { expect, it } from "vitest";
import { ByteRing } from "../../server/console/byte-ring.ts";

it("keeps the last bytes of any stream, at their offsets", () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 30 });
  fc.assert(
    fc.property(chunks, fc.integer({ min: 1, max: 64 }), fc.nat(700), (pushed, capacity, offset) => {
      const ring = new ByteRing(capacity);
      for (const chunk of pushed) ring.push(chunk);
      const stream = Buffer.concat(pushed);
      expect(ring.end).toBe(stream.length);
      expect(ring.start).toBe(Math.max(0, stream.length - capacity));
      const read = ring.read(offset);
      expect(read.offset).toBe(Math.min(Math.max(offset, ring.start), ring.end));
      expect(read.data).toEqual(stream.subarray(read.offset));
    }),
  );
});
