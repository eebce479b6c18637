import { TerminalState } from "./terminal-state.ts";

/** A place in the stream where a terminal may begin: between two characters and two control sequences. */
export interface ReplayPoint {
  readonly offset: number;
  /** What brings a terminal, a new one or one that has lost something, into the state that it has to be in there. */
  readonly state: string;
}

const usualSpacing = 16 * 1024;

/** Where terminals may begin in an endless stream of bytes, some every `spacing` bytes. */
export class ReplayPoints {
  readonly #spacing: number;
  #points: ReplayPoint[] = [];
  #terminal = new TerminalState();
  #end = 0;

  constructor(spacing = usualSpacing) {
    this.#spacing = spacing;
    this.restart(0);
  }

  /** Forgets everything; the next byte has this offset. What begins in the middle of a stream begins anywhere. */
  restart(end: number): void {
    this.#end = end;
    this.#terminal = new TerminalState();
    this.#points = end === 0 ? [{ offset: 0, state: "" }] : [];
  }

  /** @param kept offset before which no byte is kept */
  push(data: Buffer, kept: number): void {
    const start = this.#end;
    const wanted = (this.#points.at(-1)?.offset ?? start - this.#spacing) + this.#spacing;
    this.#terminal.read(data, Math.max(0, wanted - start), index => {
      this.#points.push({ offset: start + index, state: this.#terminal.restoring });
    });
    this.#end += data.length;
    if ((this.#points[0]?.offset ?? kept) < kept)
      this.#points = this.#points.filter(({ offset }) => offset >= kept);
  }

  /** The first one at `offset` or after it; the stream's end where there is none. */
  after(offset: number): ReplayPoint {
    const found = this.#points.find(point => point.offset >= offset);
    return found ?? { offset: this.#end, state: this.#terminal.restoring };
  }
}
