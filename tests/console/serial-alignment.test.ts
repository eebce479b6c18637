import fc from "fast-check";
import { expect, it } from "vitest";
import { alignment } from "../../server/console/serial-alignment.ts";

const bytes = (minLength: number) =>
  fc.uint8Array({ minLength, maxLength: 400 }).map(array => Buffer.from(array));

it("finds the place in a quiet moment whatever the bytes are", () => {
  fc.assert(
    fc.property(bytes(0), bytes(0), fc.nat(), (before, received, logStart) => {
      const log = Buffer.concat([before, received]);
      expect(alignment({ log, logStart, received, quiet: true })).toBe(logStart + before.length);
    }),
  );
});

it("never names a wrong place in a running stream: the right one or none yet", () => {
  fc.assert(
    fc.property(bytes(0), bytes(0), fc.nat(60), fc.boolean(), (before, received, cut, logBehind) => {
      const whole = Buffer.concat([before, received]);
      // At any moment either side may be the one that is further on.
      const log = logBehind ? whole.subarray(0, Math.max(before.length, whole.length - cut)) : whole;
      const heard = logBehind ? received : received.subarray(0, Math.max(0, received.length - cut));
      const place = alignment({ log, logStart: 0, received: heard, quiet: false });
      if (place !== undefined) expect(place).toBe(before.length);
    }),
  );
});

it("waits when the bytes fit in more than one place", () => {
  const log = Buffer.from("y\n".repeat(500));
  expect(alignment({ log, logStart: 0, received: log.subarray(0, 200), quiet: false })).toBeUndefined();
});
