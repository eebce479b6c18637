import type { WebSocket } from "ws";
import type { SerialLine } from "../console/serial-line.ts";
import type { SerialMessage } from "./messages.ts";

/** Bytes under way to a viewer above which it gets no more, and below which it catches up. */
const high = 256 * 1024;
const low = 64 * 1024;

/** A guest that prints byte by byte makes one message in this time, after the first byte, which does not wait. */
const coalesceMilliseconds = 4;

/**
 * The line's output for one viewer. The line's own history is the only queue: a viewer that is slow is
 * simply further back in it, and costs nobody anything.
 */
export class SerialFeed {
  readonly #line: SerialLine;
  readonly #socket: WebSocket;
  /** Offset of the next byte to send. */
  #next: number;
  #underWay = 0;
  #timer: NodeJS.Timeout | undefined;
  #more = false;

  /** @param since offset to go on at; anything that is not kept (any more) means all that is kept */
  constructor(line: SerialLine, socket: WebSocket, since: number | undefined) {
    this.#line = line;
    this.#socket = socket;
    const isKept = since !== undefined && since >= line.start && since <= line.end;
    this.#next = isKept ? since : line.start;
  }

  get next(): number {
    return this.#next;
  }

  /** There is output, maybe only a byte of a flood. */
  onData(): void {
    this.#more = true;
    if (!this.#timer) this.#flush();
  }

  /** Sends what there is, as far as the viewer takes it. */
  pump(): void {
    this.#more = false;
    if (this.#underWay > high) return;
    const { offset, data } = this.#line.history(this.#next);
    if (offset > this.#next) this.tell({ type: "skipped", bytes: offset - this.#next });
    this.#next = offset + data.length;
    if (data.length === 0) return;
    this.#underWay += data.length;
    this.#socket.send(data, () => {
      this.#underWay -= data.length;
      if (this.#underWay <= low && this.#next < this.#line.end && !this.#timer) this.pump();
    });
  }

  tell(message: SerialMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #flush(): void {
    this.#timer = undefined;
    if (!this.#more) return;
    this.pump();
    this.#timer = setTimeout(() => this.#flush(), coalesceMilliseconds);
  }
}
