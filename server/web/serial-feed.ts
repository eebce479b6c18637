import type { WebSocket } from "ws";
import type { ReplayPoint } from "../console/replay-points.ts";
import type { SerialLine } from "../console/serial-line.ts";
import type { SerialMessage } from "./messages.ts";

/** Bytes under way to a viewer above which it gets no more, and below which it catches up. */
const high = 256 * 1024;
const low = 64 * 1024;

/** A guest that prints byte by byte makes one message in this time, after the first byte, which does not wait. */
const coalesceMilliseconds = 4;

export interface SerialWishes {
  /** Offset to go on at; anything that is not kept (any more) means all that is kept. */
  readonly since: number | undefined;
  /** Bytes that the viewer takes before it says that it has seen them; undefined of one that never says so. */
  readonly window: number | undefined;
  /** Whether the viewer is told when the bytes came. */
  readonly times: boolean;
}

/**
 * The line's output for one viewer. The line's own history is the only queue: a viewer that is slow is
 * simply further back in it, and costs nobody anything.
 */
export class SerialFeed {
  /** Where it began, and what a terminal has to be told there first. */
  readonly begun: ReplayPoint;
  readonly #line: SerialLine;
  readonly #socket: WebSocket;
  readonly #wishes: SerialWishes;
  /** Offset of the next byte to send. */
  #next: number;
  /** Offset up to which the viewer has seen everything. */
  #seen: number;
  #toldTime: number | undefined;
  #underWay = 0;
  #timer: NodeJS.Timeout | undefined;
  #more = false;

  constructor(line: SerialLine, socket: WebSocket, wishes: SerialWishes) {
    const { since } = wishes;
    const isKept = since !== undefined && since >= line.start && since <= line.end;
    this.begun = isKept ? { offset: since, state: "" } : line.replayPoint(line.start);
    this.#line = line;
    this.#socket = socket;
    this.#wishes = wishes;
    this.#next = this.begun.offset;
    this.#seen = this.#next;
  }

  /** There is output, maybe only a byte of a flood. */
  onData(): void {
    this.#more = true;
    if (!this.#timer) this.#flush();
  }

  /** The viewer has worked through everything before this offset. */
  onSeen(offset: number): void {
    this.#seen = Math.max(this.#seen, Math.min(offset, this.#next));
    this.#catchUp();
  }

  /** Sends what there is, as far as the viewer takes it. */
  pump(): void {
    this.#more = false;
    const room = this.#room;
    if (room <= 0) return;
    if (this.#next < this.#line.start) this.#skip();
    const { data } = this.#line.history(this.#next);
    if (data.length > 0) this.#send(data.subarray(0, room));
  }

  tell(message: SerialMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Bytes that the viewer takes now. */
  get #room(): number {
    const { window } = this.#wishes;
    if (this.#underWay > high) return 0;
    return window === undefined ? Number.POSITIVE_INFINITY : window - (this.#next - this.#seen);
  }

  #skip(): void {
    const { offset, state } = this.#line.replayPoint(this.#line.start);
    this.tell({ type: "skipped", bytes: offset - this.#next, state });
    this.#next = offset;
    this.#seen = offset;
  }

  #send(data: Buffer): void {
    const { times } = this.#line;
    for (let sent = 0; sent < data.length; ) {
      const until = this.#wishes.times ? times.nextChange(this.#next) - this.#next : data.length;
      const piece = data.subarray(sent, sent + until);
      if (this.#wishes.times) this.#tellTime(times.at(this.#next));
      this.#next += piece.length;
      sent += piece.length;
      this.#underWay += piece.length;
      this.#socket.send(piece, () => {
        this.#underWay -= piece.length;
        if (this.#underWay <= low) this.#catchUp();
      });
    }
  }

  #tellTime(at: number | undefined): void {
    if (at === undefined || at === this.#toldTime) return;
    this.#toldTime = at;
    this.tell({ type: "time", at });
  }

  #catchUp(): void {
    if (this.#next < this.#line.end) this.onData();
  }

  #flush(): void {
    this.#timer = undefined;
    if (!this.#more) return;
    this.pump();
    this.#timer = setTimeout(() => this.#flush(), coalesceMilliseconds);
  }
}
