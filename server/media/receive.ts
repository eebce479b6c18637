import { createWriteStream } from "node:fs";
import { rm, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { MediaError } from "./errors.ts";
import { Inspection, type Kind, type Received } from "./inspection.ts";

/** A file on its way. */
export interface Incoming {
  readonly body: Readable;
  /** Bytes, where it is known how many there will be, or how many at most. */
  readonly size: number | undefined;
  /** What it means when `body` fails. */
  readonly failure: (error: unknown, signal: AbortSignal) => MediaError;
}

/**
 * Writes what comes to a file, which is not there afterwards when anything fails.
 * @param onProgress percent, where it is known how much there is
 * @throws MediaError what `kind` says | tooBig | noSpace | what `incoming` says
 */
export async function receive(
  { body, size: expected, failure }: Incoming,
  file: string,
  kind: Kind,
  signal: AbortSignal,
  onProgress: (percent: number) => void,
): Promise<Received> {
  const inspection = new Inspection(kind);
  const inspect = new Transform({
    transform(chunk: Buffer, _, done) {
      try {
        requireSize(inspection.size + chunk.length, kind);
        inspection.take(chunk);
        if (expected) onProgress(Math.min(100, (inspection.size / expected) * 100));
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
  try {
    if (expected !== undefined) await requireRoom(expected, dirname(file), kind);
    await pipeline(body, inspect, createWriteStream(file, { mode: 0o600 }), { signal });
    return inspection.finish();
  } catch (error) {
    body.destroy();
    await rm(file, { force: true });
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === "ENOSPC" || code === "EDQUOT") throw noSpace(error);
    // The file's own trouble is not the sender's.
    if (syscall === "open" || syscall === "write") throw error;
    throw failure(error, signal);
  }
}

function requireSize(size: number, { largest }: Kind): void {
  if (size <= largest) return;
  const limit = largest >= 2 ** 30 ? `${largest / 2 ** 30} GiB` : `${largest / 2 ** 20} MiB`;
  throw new MediaError("tooBig", `It is larger than ${limit}.`);
}

/** A transfer that cannot end well need not begin. */
async function requireRoom(size: number, folder: string, kind: Kind): Promise<void> {
  requireSize(size, kind);
  const { bavail, bsize } = await statfs(folder);
  if (size > bavail * bsize) throw noSpace();
}

const noSpace = (cause?: unknown): MediaError =>
  new MediaError("noSpace", "There is no room for it on the BMC's disk.", { cause });
