import type { Picture } from "../../machine/hypervisor.ts";
import type { Rows } from "./png.ts";

/**
 * A picture of this width at most, with its proportions; each pixel is the mean of those that it stands for.
 * @param width pixels, 1 or more
 */
export function scaled(picture: Picture, width: number): Rows {
  if (width >= picture.width) return { ...picture, rows: rowsOf(picture) };
  const height = Math.max(1, Math.round((picture.height * width) / picture.width));
  return { width, height, rows: meanRows(picture, width, height) };
}

function* rowsOf({ pixels, width }: Picture): Generator<Uint8Array> {
  for (let at = 0; at < pixels.length; at += width * 3) yield pixels.subarray(at, at + width * 3);
}

/** Rows first, then columns: most of the work is a plain sum over whole rows. */
function* meanRows(picture: Picture, width: number, height: number): Generator<Uint8Array | undefined> {
  const bytes = picture.width * 3;
  const sums = new Float32Array(bytes);
  const columns = spans(picture.width, width);
  const row = new Uint8Array(width * 3);
  for (const { first, weights } of spans(picture.height, height)) {
    sums.fill(0);
    for (const [index, weight] of weights.entries()) {
      const start = (first + index) * bytes;
      for (let at = 0; at < bytes; at += 1)
        sums[at] = (sums[at] ?? 0) + (picture.pixels[start + at] ?? 0) * weight;
      yield undefined;
    }
    for (const [x, { first, weights }] of columns.entries()) {
      for (let colour = 0; colour < 3; colour += 1) {
        let sum = 0;
        for (let index = 0; index < weights.length; index += 1) {
          sum += (sums[(first + index) * 3 + colour] ?? 0) * (weights[index] ?? 0);
        }
        row[x * 3 + colour] = Math.round(sum);
      }
    }
    yield row;
  }
}

interface Span {
  readonly first: number;
  /** Of the pixels from `first` on; together 1. */
  readonly weights: readonly number[];
}

/** Which of `from` pixels in a line each of `to` pixels stands for, and with what share of it. */
function spans(from: number, to: number): readonly Span[] {
  const size = from / to;
  return Array.from({ length: to }, (_, index) => {
    const [start, end] = [index * size, Math.min(from, (index + 1) * size)];
    const first = Math.floor(start);
    const count = Math.min(from, Math.ceil(end - 1e-9)) - first;
    const weights = Array.from(
      { length: count },
      (_, offset) => Math.min(end, first + offset + 1) - Math.max(start, first + offset),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return { first, weights: weights.map(weight => weight / total) };
  });
}
