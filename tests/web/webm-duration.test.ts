import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withDuration } from "../../web/consoles/webm-duration.ts";

/** An EBML element whose size takes one byte, or four. */
const element = (id: readonly number[], content: readonly number[]): readonly number[] =>
  content.length < 127
    ? [...id, 0x80 | content.length, ...content]
    : [...id, 0x10, 0, content.length >> 8, content.length & 0xff, ...content];
const ebml = element([0x1a, 0x45, 0xdf, 0xa3], [0x42, 0x82, 0x84, ...Buffer.from("webm")]);
const infoId = [0x15, 0x49, 0xa9, 0x66];
const scale = (nanoseconds: number): readonly number[] =>
  element([0x2a, 0xd7, 0xb1], [nanoseconds >> 16, (nanoseconds >> 8) & 0xff, nanoseconds & 0xff]);
const app = element([0x4d, 0x80], [...Buffer.from("Chrome")]);
const tracks = element([0x16, 0x54, 0xae, 0x6b], [1, 2, 3]);
const openSegment = [0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

const blob = (...parts: readonly (readonly number[])[]): Blob => new Blob([Uint8Array.from(parts.flat())]);
const bytes = async (content: Blob): Promise<Buffer> => Buffer.from(await content.arrayBuffer());

/** The Info of a file that begins like a browser's. */
function infoIn(file: Buffer): { readonly size: number; readonly content: Buffer; readonly rest: Buffer } {
  const start = ebml.length + openSegment.length;
  expect([...file.subarray(start, start + 4)]).toEqual(infoId);
  const size = Number(file.readBigUInt64BE(start + 4) & 0xff_ffff_ffff_ffffn);
  const content = file.subarray(start + 12, start + 12 + size);
  return { size, content, rest: file.subarray(start + 12 + size) };
}

describe("the length of a recording", () => {
  it("is put into its Info, in the file's own ticks; all else stays", async () => {
    const info = [...scale(1_000_000), ...app];
    const file = await bytes(
      await withDuration(blob(ebml, openSegment, element(infoId, info), tracks), 12_345),
    );
    const { content, rest } = infoIn(file);
    expect(content.subarray(0, info.length)).toEqual(Buffer.from(info));
    expect([...content.subarray(info.length, info.length + 3)]).toEqual([0x44, 0x89, 0x88]);
    expect(content.readDoubleBE(info.length + 3)).toBe(12_345);
    expect([...rest]).toEqual(tracks);
  });

  it("is counted in the ticks that the file names", async () => {
    const info = [...scale(100_000)];
    const file = await bytes(await withDuration(blob(ebml, openSegment, element(infoId, info), tracks), 500));
    expect(infoIn(file).content.readDoubleBE(info.length + 3)).toBe(5000);
  });

  it.each([
    [
      "a file that has one",
      [ebml, openSegment, element(infoId, element([0x44, 0x89], [0, 0, 0, 1])), tracks],
    ],
    [
      "a segment of known size",
      [ebml, element([0x18, 0x53, 0x80, 0x67], [...element(infoId, app), ...tracks])],
    ],
    ["a file without an Info", [ebml, openSegment, tracks]],
    ["an Info that is cut off", [ebml, openSegment, [...infoId, 0xff - 2]]],
    ["another format", [[...Buffer.from("....ftypmp42")]]],
    ["nothing", [[]]],
  ])("leaves alone %s", async (_, parts) => {
    const given = blob(...parts);
    expect(await bytes(await withDuration(given, 1000))).toEqual(await bytes(given));
  });

  it("leaves a file that it does not understand as it is, whatever is in it", () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async content => {
        fc.pre(content[0] !== 0x1a);
        expect(await bytes(await withDuration(new Blob([content]), 1000))).toEqual(Buffer.from(content));
      }),
    ));
});
