import type { WebSocket } from "ws";
import type { MediaMessage } from "./messages.ts";

/** Milliseconds that a read may take: less than a guest's driver waits. */
const patience = 15_000;
/** Before the bytes of an answer stands the number of the read, in 32 bits. */
const headerLength = 4;

interface PendingRead {
  readonly length: number;
  readonly resolve: (data: Buffer) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** A file at the other end of a WebSocket: its blocks are asked for, and come in any order. */
export class RemoteFile {
  readonly #socket: WebSocket;
  readonly #onSilence: () => void;
  readonly #pending = new Map<number, PendingRead>();
  #last = 0;

  /** @param onSilence called when a read has not been answered in time */
  constructor(socket: WebSocket, onSilence: () => void) {
    this.#socket = socket;
    this.#onSilence = onSilence;
  }

  /** @throws Error when the file cannot be read, or nobody answers */
  read(offset: number, length: number): Promise<Buffer> {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    if (this.#socket.readyState !== this.#socket.OPEN) {
      reject(new Error("The page is no longer there."));
      return promise;
    }
    this.#last = (this.#last + 1) % 2 ** 32;
    const id = this.#last;
    const timer = setTimeout(() => this.#onSilence(), patience);
    this.#pending.set(id, { length, resolve, reject, timer });
    this.#socket.send(JSON.stringify({ type: "read", id, offset, length } satisfies MediaMessage));
    return promise;
  }

  /** @param message a binary message of the page @returns whether it answers a read as it was asked */
  answer(message: Buffer): boolean {
    if (message.length < headerLength) return false;
    const read = this.#take(message.readUInt32BE(0));
    const data = message.subarray(headerLength);
    if (data.length === read?.length) read.resolve(data);
    else read?.reject(new Error("The page sent another part of the file."));
    return data.length === read?.length;
  }

  /** The page could not read the file there. */
  fail(id: number, reason: string): void {
    this.#take(id)?.reject(new Error(reason));
  }

  /** No more answers come. */
  close(): void {
    for (const id of this.#pending.keys()) this.fail(id, "The page is no longer there.");
  }

  #take(id: number): PendingRead | undefined {
    const read = this.#pending.get(id);
    this.#pending.delete(id);
    clearTimeout(read?.timer);
    return read;
  }
}
