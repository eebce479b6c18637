/** Steps between marks, as a share of a power of ten. */
const steps = [1, 2, 5, 10] as const;

/**
 * Round numbers from `lowest` to `highest`, about `count` of them and at least two, the outer ones at or beyond both.
 */
export function marks(lowest: number, highest: number, count: number): readonly number[] {
  const range = highest - lowest || Math.abs(highest) || 1;
  const rough = range / Math.max(1, count - 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (steps.find(each => each * power >= rough) ?? 10);
  const first = Math.floor(lowest / step);
  const last = Math.max(Math.ceil(highest / step), first + 1);
  // A product is rounder than a sum of many steps.
  return Array.from({ length: last - first + 1 }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}
