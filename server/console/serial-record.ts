import { type AsciicastOptions, asciicast } from "./asciicast.ts";
import type { SerialLine, Span } from "./serial-line.ts";
import { visibleText } from "./visible-text.ts";

const newline = 0x0a;
/** Bytes after which a line of text that does not end is cut. */
const longestLine = 64 * 1024;

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

  /** What came from one time to another, both milliseconds since the epoch. */
  between(since: number | undefined, until: number | undefined): Span {
    const { from, to } = this.whole;
    const offsetOf = (time: number): number => Math.min(to, Math.max(from, this.#line.times.offsetOf(time)));
    const first = since === undefined ? from : offsetOf(since);
    return { from: first, to: until === undefined ? to : Math.max(first, offsetOf(until)) };
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
