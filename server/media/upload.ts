import type { Readable } from "node:stream";
import { MediaError } from "./errors.ts";
import type { Incoming } from "./receive.ts";

/** A file that a client sends. */
export interface Upload {
  /** What the client calls it. */
  readonly name: string;
  readonly body: Readable;
  /** Bytes that it has at most, where the client says it. */
  readonly size: number | undefined;
}

export const incomingUpload = ({ body, size }: Upload): Incoming => ({
  body,
  size,
  failure(error, signal) {
    if (error instanceof MediaError) return error;
    if (signal.aborted) return new MediaError("aborted", "The transfer was ended.", { cause: error });
    return new MediaError("brokenOff", "The client stopped sending before the end.", { cause: error });
  },
});
