import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { png } from "../../../server/bmc/screen/png.ts";
import { scaled } from "../../../server/bmc/screen/scaled.ts";
import type { Picture } from "../../../server/machine/hypervisor.ts";
import { readPng } from "../../support/png.ts";

const pictures = fc
  .record({ width: fc.integer({ min: 1, max: 60 }), height: fc.integer({ min: 1, max: 60 }) })
  .chain(({ width, height }) => {
    const bytes = width * height * 3;
    return fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(pixels => ({ width, height, pixels }));
  });

const colour = (picture: Picture, x: number, y: number): readonly number[] => {
  const at = (y * picture.width + x) * 3;
  return [...picture.pixels.subarray(at, at + 3)];
};

/** A picture of one colour in each column. */
const striped = (height: number, columns: readonly (readonly number[])[]): Picture => ({
  width: columns.length,
  height,
  pixels: Uint8Array.from(Array.from({ length: height }, () => columns.flat()).flat()),
});

describe("a PNG of the screen", () => {
  it("is valid, and has every pixel of the picture", () =>
    fc.assert(
      fc.asyncProperty(pictures, async picture => {
        expect(readPng(await png(scaled(picture, picture.width)))).toEqual(picture);
      }),
    ));

  it("is whole where it takes more than one piece of work", async () => {
    const [width, height] = [1024, 768];
    const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at * 31 + (at >> 9)) & 0xff);
    expect(readPng(await png(scaled({ width, height, pixels }, width)))).toEqual({ width, height, pixels });
  });

  it.each([2560, 16])("leaves the event loop free while it is made %i pixels wide", async wanted => {
    const [width, height] = [2560, 1600];
    const pixels = new Uint8Array(width * height * 3).fill(77);
    let turns = 0;
    const turn = (): void => {
      turns += 1;
      next = setImmediate(turn);
    };
    let next = setImmediate(turn);
    const before = process.threadCpuUsage();
    await png(scaled({ width, height, pixels }, wanted));
    clearImmediate(next);
    const { user, system } = process.threadCpuUsage(before);
    // One in 10 ms of this thread's work, whatever else a busy machine does meanwhile.
    expect(turns).toBeGreaterThan((user + system) / 10_000);
    expect(turns).toBeGreaterThan(4);
  });
});

describe("a smaller picture", () => {
  it("keeps the proportions", async () => {
    const screen = { width: 720, height: 400, pixels: new Uint8Array(720 * 400 * 3) };
    expect(readPng(await png(scaled(screen, 360)))).toMatchObject({ width: 360, height: 200 });
    expect(readPng(await png(scaled(screen, 100)))).toMatchObject({ width: 100, height: 56 });
  });

  it("is never a larger one", async () => {
    const picture = striped(3, [
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(readPng(await png(scaled(picture, 4000)))).toEqual(picture);
  });

  it("has the mean of the pixels that each of its own stands for", async () => {
    const four = striped(4, [
      [0, 0, 0],
      [200, 100, 50],
      [255, 255, 255],
      [255, 255, 255],
    ]);
    const two = readPng(await png(scaled(four, 2)));
    expect([colour(two, 0, 0), colour(two, 1, 1)]).toEqual([
      [100, 50, 25],
      [255, 255, 255],
    ]);
    const three = striped(3, [
      [0, 0, 0],
      [90, 90, 90],
      [210, 210, 210],
    ]);
    // A pixel and a half each: the one in the middle counts half on both sides.
    expect(colour(readPng(await png(scaled(three, 2))), 1, 0)).toEqual([170, 170, 170]);
  });

  it("is as bright as the picture, whatever the sizes", () =>
    fc.assert(
      fc.asyncProperty(pictures, fc.integer({ min: 1, max: 80 }), async (picture, width) => {
        const mean = ({ pixels }: Picture): number =>
          pixels.reduce((sum, byte) => sum + byte, 0) / pixels.length;
        const small = readPng(await png(scaled(picture, width)));
        expect(Math.abs(mean(small) - mean(picture))).toBeLessThan(1);
      }),
    ));
});
