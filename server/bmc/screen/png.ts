import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setImmediate as turnOfOthers } from "node:timers/promises";
import { crc32, createDeflate } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** 8 bits a colour; red, green and blue; the one compression, the one set of filters, not interlaced (§11.2.1). */
const kind = [8, 2, 0, 0, 0];
/** Each byte is sent as its difference from the one above it (§9.2, filter "Up"). */
const up = 2;
/** zlib's, of 1 to 9: more would save a third and take twenty times as long. */
const level = 3;
/** Bytes that zlib gets at a time, which works in a thread. */
const chunkBytes = 32 * 1024;
/** Milliseconds of work after which others have their turn. */
const sliceMilliseconds = 2;

export interface Rows {
  readonly width: number;
  readonly height: number;
  /**
   * From the top: red, green and blue of each pixel. What it gives may be written to again once the next is asked for.
   * Nothing where a row is not ready yet, but others could have their turn.
   */
  readonly rows: Iterable<Uint8Array | undefined>;
}

/** Portable Network Graphics (W3C, third edition). */
export async function png({ width, height, rows }: Rows): Promise<Buffer> {
  const data = await buffer(
    Readable.from(filtered(rows, width * 3), { highWaterMark: 1 }).pipe(createDeflate({ level })),
  );
  const header = Buffer.alloc(8);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    signature,
    chunk("IHDR", Buffer.concat([header, Buffer.from(kind)])),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Length, type, data and a checksum over the last two (§5.3). */
function chunk(type: string, data: Buffer): Buffer {
  const framed = Buffer.alloc(data.length + 12);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, "latin1");
  data.copy(framed, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, -4)), data.length + 8);
  return framed;
}

async function* filtered(rows: Rows["rows"], bytes: number): AsyncGenerator<Buffer> {
  const perChunk = Math.max(1, Math.floor(chunkBytes / (bytes + 1)));
  const above = new Uint8Array(bytes);
  let chunk = Buffer.alloc(perChunk * (bytes + 1));
  let at = 0;
  let began = performance.now();
  for (const row of rows) {
    if (performance.now() - began > sliceMilliseconds) {
      await turnOfOthers();
      began = performance.now();
    }
    if (!row) continue;
    chunk[at] = up;
    at += 1;
    for (let index = 0; index < bytes; index += 1) {
      chunk[at + index] = (row[index] ?? 0) - (above[index] ?? 0);
    }
    above.set(row);
    at += bytes;
    if (at < chunk.length) continue;
    yield chunk;
    chunk = Buffer.alloc(chunk.length);
    at = 0;
  }
  if (at > 0) yield chunk.subarray(0, at);
}
