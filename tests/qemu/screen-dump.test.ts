import fc from "fast-check";
import { expect, it } from "vitest";
import { ppmPicture } from "../../server/qemu/screen-dump.ts";

const header = (width: number, height: number): Buffer => Buffer.from(`P6\n${width} ${height}\n255\n`);

it("reads what QEMU writes, pixels that look like white space included", () => {
  const pixels = Buffer.from([10, 32, 9, 1, 2, 3]);
  const picture = ppmPicture(Buffer.concat([header(2, 1), pixels]));
  expect([picture.width, picture.height, ...picture.pixels]).toEqual([2, 1, ...pixels]);
});

it.each([
  ["nothing", Buffer.alloc(0)],
  ["another format", Buffer.from("P5\n1 1\n255\nabc")],
  ["pixels missing", Buffer.concat([header(2, 1), Buffer.alloc(5)])],
  ["more than its pixels", Buffer.concat([header(2, 1), Buffer.alloc(7)])],
  ["no pixels at all", header(0, 7)],
])("refuses %s", (_, content) => {
  expect(() => ppmPicture(content)).toThrow(/QEMU's picture/);
});

it("never takes for a picture what has not the size that it says", () =>
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(9), fc.nat(9), (bytes, width, height) => {
      const content = Buffer.concat([header(width, height), bytes]);
      if (bytes.length === width * height * 3 && bytes.length > 0)
        expect(ppmPicture(content).width).toBe(width);
      else expect(() => ppmPicture(content)).toThrow();
    }),
  ));
