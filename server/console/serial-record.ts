import { type AsciicastOptions, asciicast } from "./asciicast.ts";
import type { SerialLine, Span } from "./serial-line.ts";
import { visibleText } from "./visible-text.ts";

const newline = 0x0a;
/** Bytes after which a line of text that does not end is cut. */
const longestLine = 64 * 1024;

/** A part of the record by offsets or by times (milliseconds since the epoch); all of it where nothing is said. */
export interface SpanWish extends Partial<Span> {
  readonly since?: number;
  readonly until?: number;
}

/** All that is kept of the serial line, as somebody wants to take it away. */
export class SerialRecord {
  readonly #line: SerialLine;
  readonly #beginning: () => number;

  /** @param beginning offset before which everything was cleared away */
  constructor(line: SerialLine, beginning: () => number) {
    this.#line = line;
    this.#beginning = beginning;
  }

  get whole(): Span {
    const { recordStart, end } = this.#line;
    const beginning = this.#beginning();
    return { from: beginning > end ? recordStart : Math.max(recordStart, beginning), to: end };
  }

  /** When the first byte came of which that is known: milliseconds since the epoch. */
  get since(): number | undefined {
    const { from, to } = this.whole;
    const { times } = this.#line;
    if (from >= to) return undefined;
    return times.at(from) ?? times.at(times.nextChange(from));
  }

  /** What is kept of what somebody asks for. */
  span({ from, to, since, until }: SpanWish): Span {
    const { whole } = this;
    const kept = (offset: number): number => Math.min(whole.to, Math.max(whole.from, offset));
    const { times } = this.#line;
    const first = kept(from ?? (since === undefined ? whole.from : times.offsetOf(since)));
    const end = kept(to ?? (until === undefined ? whole.to : times.offsetOf(until)));
    return { from: first, to: Math.max(first, end) };
  }

  /** Every byte as the machine has sent it. */
  raw({ from, to }: Span): AsyncIterable<Buffer> {
    return this.#line.record(from, to);
  }

  /**
   * Lines as a person sees them, without control sequences.
   * @param stamped whether each begins with the time at which it ended
   */
  async *text({ from, to }: Span, stamped: boolean): AsyncIterable<string> {
    let pending = Buffer.alloc(0);
    let end = from;
    for await (const data of this.#line.record(from, to)) {
      const bytes = Buffer.concat([pending, data]);
      const offset = end - pending.length;
      end += data.length;
      let begin = 0;
      let lines = "";
      for (;;) {
        const found = bytes.indexOf(newline, begin);
        if (found === -1 && bytes.length - begin <= longestLine) break;
        const next = found === -1 ? begin + longestLine : found;
        lines += this.#written(bytes.subarray(begin, next), offset + next, stamped);
        begin = found === -1 ? next : next + 1;
      }
      pending = Buffer.from(bytes.subarray(begin));
      if (lines !== "") yield lines;
    }
    if (pending.length > 0) yield this.#written(pending, end - 1, stamped);
  }

  /** A recording that plays as it was put out (asciicast v2). */
  asciicast(span: Span, options: AsciicastOptions): AsyncIterable<string> {
    return asciicast(this.#line, this.whole.from, span, options);
  }

  #written(bytes: Buffer, offset: number, stamped: boolean): string {
    const text = visibleText(bytes);
    const at = stamped ? this.#line.times.at(offset) : undefined;
    return at === undefined ? `${text}\n` : `${new Date(at).toISOString()} ${text}\n`;
  }
}
