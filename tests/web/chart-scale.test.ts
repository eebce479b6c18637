import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marks } from "../../web/components/chart-scale.ts";

describe("the marks of an axis", () => {
  it.each([
    [0, 100, [0, 50, 100], 3],
    [36.1, 39.9, [36, 37, 38, 39, 40], 5],
    [11.4, 12.6, [11, 11.5, 12, 12.5, 13], 4],
    [-3, 3, [-4, -2, 0, 2, 4], 5],
  ])("from %d to %d are round numbers", (lowest, highest, expected, count) => {
    expect(marks(lowest, highest, count)).toEqual(expected);
  });

  it("have all that they are for between them, and are not many", () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.integer({ min: 2, max: 9 }), (a, b, count) => {
        const [lowest, highest] = [Math.min(a, b), Math.max(a, b)];
        // Nobody's sensor tells readings apart that are this near.
        if (highest - lowest < 1e-6) return;
        const all = marks(lowest, highest, count);
        const tiny = (highest - lowest) * 1e-6;
        expect(all[0]).toBeLessThanOrEqual(lowest + tiny);
        expect(all.at(-1)).toBeGreaterThanOrEqual(highest - tiny);
        expect(all.length).toBeGreaterThanOrEqual(2);
        expect(all.length).toBeLessThanOrEqual(count + 2);
      }),
    );
  });
});
