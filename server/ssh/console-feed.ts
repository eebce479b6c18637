import type { SerialLine } from "../console/serial-line.ts";
import type { ClientChannel } from "./client-channel.ts";

/** Bytes of the line's history that a client sees first. */
const replayed = 64 * 1024;
/** Bytes under way to a client above which it gets no more. */
const high = 256 * 1024;
/** A guest that prints byte by byte makes one packet in this time, after the first byte, which does not wait. */
const coalesceMilliseconds = 4;

/**
 * The line's output for one client. The line's own history is the only queue: a client that is slow is simply further
 * back in it.
 */
export class ConsoleFeed {
  readonly #line: SerialLine;
  readonly #channel: ClientChannel;
  readonly #onSkip: (bytes: number) => void;
  /** Offset of the next byte to send. */
  #next: number;
  #underWay = 0;
  #timer: NodeJS.Timeout | undefined;
  #more = false;

  /** @param onSkip told when the client was so slow that bytes are gone */
  constructor(line: SerialLine, channel: ClientChannel, onSkip: (bytes: number) => void) {
    const { offset, state } = line.replayPoint(Math.max(line.start, line.end - replayed));
    this.#line = line;
    this.#channel = channel;
    this.#onSkip = onSkip;
    this.#next = offset;
    if (channel.isTerminal && state !== "") channel.send(state);
    this.pump();
  }

  /** There is output, maybe only a byte of a flood. */
  onData(): void {
    this.#more = true;
    if (!this.#timer) this.#flush();
  }

  /** Sends what there is, as far as the client takes it. */
  pump(): void {
    this.#more = false;
    const room = high - this.#underWay;
    if (room <= 0) return;
    if (this.#next < this.#line.start) this.#skip();
    const data = this.#line.history(this.#next).data.subarray(0, room);
    if (data.length === 0) return;
    this.#next += data.length;
    this.#underWay += data.length;
    this.#channel.send(data, () => {
      this.#underWay -= data.length;
      if (this.#next < this.#line.end) this.onData();
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #skip(): void {
    const { offset, state } = this.#line.replayPoint(this.#line.start);
    this.#onSkip(offset - this.#next);
    if (this.#channel.isTerminal) this.#channel.send(state);
    this.#next = offset;
  }

  #flush(): void {
    this.#timer = undefined;
    if (!this.#more) return;
    this.pump();
    this.#timer = setTimeout(() => this.#flush(), coalesceMilliseconds);
  }
}
