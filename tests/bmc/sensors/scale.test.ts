import fc from "fast-check";
import { expect, it } from "vitest";
import { declarations } from "../../../server/bmc/sensors/declarations.ts";
import {
  countsOf,
  mostCounts,
  readingOf,
  widthInCounts,
  widthOf,
} from "../../../server/bmc/sensors/scale.ts";

const factors = fc.record({
  m: fc.integer({ min: 1, max: 511 }),
  b: fc.integer({ min: -512, max: 511 }),
  bExponent: fc.integer({ min: -3, max: 3 }),
  resultExponent: fc.integer({ min: -6, max: 3 }),
});

it("gives every count back as it was", () => {
  fc.assert(
    fc.property(factors, fc.integer({ min: 0, max: mostCounts }), (scale, counts) => {
      expect(countsOf(scale, readingOf(scale, counts))).toBe(counts);
      expect(widthInCounts(scale, widthOf(scale, counts))).toBe(counts);
    }),
  );
});

it("gives every reading in range back within half a step", () => {
  fc.assert(
    fc.property(factors, fc.double({ min: 0, max: mostCounts, noNaN: true }), (scale, place) => {
      const [lowest, highest] = [readingOf(scale, 0), readingOf(scale, mostCounts)];
      const reading = lowest + (highest - lowest) * (place / mostCounts);
      const step = widthOf(scale, 1);
      expect(Math.abs(readingOf(scale, countsOf(scale, reading)) - reading)).toBeLessThanOrEqual(step * 0.51);
    }),
  );
});

it("gives the end of the range for readings beyond it", () => {
  const scale = { m: 5, b: 0, bExponent: 0, resultExponent: -1 };
  expect([countsOf(scale, -40), countsOf(scale, 1000)]).toEqual([0, mostCounts]);
});

it.each(declarations)(
  "$name has thresholds and a nominal reading that its counts can express",
  declaration => {
    const { factors: scale, thresholds, nominal } = declaration;
    for (const reading of [...Object.values(thresholds), nominal]) {
      expect(readingOf(scale, countsOf(scale, reading))).toBeCloseTo(reading, 6);
    }
  },
);

it("has a number and a name of its own for every sensor", () => {
  expect(declarations.map(({ number }) => number)).toEqual(declarations.map((_, index) => index + 1));
  expect(new Set(declarations.map(({ name }) => name)).size).toBe(declarations.length);
  for (const { name } of declarations) expect(name.length).toBeLessThanOrEqual(16);
});
