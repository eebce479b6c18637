import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { MediaError } from "./errors.ts";
import { asTransferError, type Transfer } from "./http-source.ts";
import { headLength, requireImage, requireImageHead } from "./image-format.ts";

/** Bytes; a dual-layer Blu-ray and more than any installer. */
const largestImage = 64 * 2 ** 30;

export interface Received {
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/**
 * Writes what comes to a file, which is not there afterwards when anything fails.
 * @param onProgress percent, where the server has said how much there is
 * @throws MediaError unreachable | notAnImage | tooBig | noSpace | aborted
 */
export async function receive(
  { body, size: expected }: Transfer,
  file: string,
  url: URL,
  signal: AbortSignal,
  onProgress: (percent: number) => void,
): Promise<Received> {
  const hash = createHash("sha256");
  let head = Buffer.alloc(0);
  let size = 0;
  const inspect = new Transform({
    transform(chunk: Buffer, _, done) {
      try {
        const before = size;
        size += chunk.length;
        requireSize(size);
        hash.update(chunk);
        if (before < headLength) {
          head = Buffer.concat([head, chunk.subarray(0, headLength - before)]);
          // What is certainly no image need not come to its end.
          if (size >= headLength) requireImageHead(head);
        }
        if (expected) onProgress(Math.min(100, (size / expected) * 100));
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  try {
    if (expected !== undefined) await requireRoom(expected, dirname(file));
    await pipeline(body, inspect, createWriteStream(file, { mode: 0o600 }), { signal });
    requireImage(head, size);
    return { size, sha256: hash.digest("hex") };
  } catch (error) {
    body.destroy();
    await rm(file, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === "ENOSPC" || code === "EDQUOT") throw noSpace(error);
    // The file's own trouble is not the server's.
    if (syscall === "open" || syscall === "write") throw error;
    throw asTransferError(error, url, signal);
  }
}

function requireSize(size: number): void {
  if (size <= largestImage) return;
  throw new MediaError("tooBig", `It is larger than ${largestImage / 2 ** 30} GiB.`);
}

/** A transfer that cannot end well need not begin. */
async function requireRoom(size: number, folder: string): Promise<void> {
  requireSize(size);
  const { bavail, bsize } = await statfs(folder);
  if (size > bavail * bsize) throw noSpace();
}

const noSpace = (cause?: unknown): MediaError =>
  new MediaError("noSpace", "There is no room for it on the BMC's disk.", { cause });
