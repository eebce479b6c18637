import { crc32, inflateSync } from "node:zlib";
import type { Picture } from "../../server/machine/hypervisor.ts";

/** The predictors of PNG's filters (§9.2), from the bytes to the left, above, and above to the left. */
const predictors: readonly ((left: number, above: number, corner: number) => number)[] = [
  () => 0,
  left => left,
  (_, above) => above,
  (left, above) => (left + above) >> 1,
  (left, above, corner) => {
    const [a, b, c] = [
      Math.abs(above - corner),
      Math.abs(left - corner),
      Math.abs(left + above - 2 * corner),
    ];
    if (a <= b && a <= c) return left;
    return b <= c ? above : corner;
  },
];

/** Reads a PNG of 8 bits a colour with or without transparency, and is strict about all else. */
export function readPng(file: Buffer): Picture {
  if (file.toString("latin1", 0, 8) !== "\x89PNG\r\n\x1a\n") throw new Error("This is no PNG.");
  const chunks = chunksOf(file);
  const header = chunks.find(({ type }) => type === "IHDR")?.data;
  if (!header || chunks.at(-1)?.type !== "IEND") throw new Error("The PNG is not whole.");
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const perPixel = header[9] === 6 ? 4 : 3;
  if (header[8] !== 8 || (header[9] !== 2 && header[9] !== 6)) throw new Error("The PNG is of another kind.");
  const packed = chunks.flatMap(({ type, data }) => (type === "IDAT" ? [data] : []));
  const rows = unfiltered(inflateSync(Buffer.concat(packed)), width * perPixel, height, perPixel);
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    pixels.set(rows.subarray(at * perPixel, at * perPixel + 3), at * 3);
  }
  return { width, height, pixels };
}

function chunksOf(file: Buffer) {
  const chunks: { readonly type: string; readonly data: Buffer }[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const framed = file.subarray(at + 4, at + 8 + length);
    if (crc32(framed) !== file.readUInt32BE(at + 8 + length)) throw new Error("A chunk's checksum is wrong.");
    chunks.push({ type: framed.toString("latin1", 0, 4), data: framed.subarray(4) });
    at += length + 12;
  }
  return chunks;
}

function unfiltered(data: Buffer, bytes: number, height: number, perPixel: number): Uint8Array {
  if (data.length !== (bytes + 1) * height) throw new Error("The PNG has another number of rows.");
  const rows = new Uint8Array(bytes * height);
  const byte = (row: number, at: number): number => (row < 0 || at < 0 ? 0 : (rows[row * bytes + at] ?? 0));
  for (let row = 0; row < height; row += 1) {
    const predict = predictors[data[row * (bytes + 1)] ?? 0];
    if (!predict) throw new Error("The PNG has an unknown filter.");
    for (let at = 0; at < bytes; at += 1) {
      const left = at - perPixel;
      const predicted = predict(byte(row, left), byte(row - 1, at), byte(row - 1, left));
      rows[row * bytes + at] = (data[row * (bytes + 1) + 1 + at] ?? 0) + predicted;
    }
  }
  return rows;
}
