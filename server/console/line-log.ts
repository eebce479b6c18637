import { visibleText } from "./visible-text.ts";

/** A line that was put out, as text. */
export interface LoggedLine {
  /** Where it begins in the stream of all bytes: no two lines have the same, and later ones have a higher one. */
  readonly offset: number;
  /** Milliseconds since the epoch; absent of one that was there before anybody looked. */
  readonly at?: number;
  readonly text: string;
}

/** Bytes after which a line that does not end is cut. */
const longestLine = 1024;
const newline = 0x0a;

/** The last lines of an endless stream of bytes. Empty lines are none. */
export class LineLog {
  readonly capacity: number;
  readonly #lines: LoggedLine[] = [];
  #pending = Buffer.alloc(0);
  /** Offset of the byte after the last one. */
  #end: number;
  #overflowed = false;

  /** @param start offset of the first byte */
  constructor(capacity: number, start = 0) {
    this.capacity = capacity;
    this.#end = start;
  }

  /** From the oldest to the newest. */
  get lines(): readonly LoggedLine[] {
    return this.#lines;
  }

  /** Where the line begins that has not ended yet. */
  get next(): number {
    return this.#end - this.#pending.length;
  }

  /** Whether lines had to make room for others since the log was last cleared. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  find(offset: number): LoggedLine | undefined {
    let [low, high] = [0, this.#lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle]?.offset ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    const found = this.#lines[low];
    return found?.offset === offset ? found : undefined;
  }

  /** @param at when they were put out, in milliseconds since the epoch, where that is known */
  push(data: Buffer, at?: number): void {
    const bytes = this.#pending.length === 0 ? data : Buffer.concat([this.#pending, data]);
    const offset = this.next;
    let begin = 0;
    for (;;) {
      const found = bytes.indexOf(newline, begin);
      const end = found === -1 ? bytes.length : found;
      if (end - begin > longestLine) {
        this.#add(offset + begin, bytes.subarray(begin, begin + longestLine), at);
        begin += longestLine;
      } else if (found === -1) {
        break;
      } else {
        this.#add(offset + begin, bytes.subarray(begin, end), at);
        begin = end + 1;
      }
    }
    this.#pending = Buffer.from(bytes.subarray(begin));
    this.#end = offset + bytes.length;
  }

  clear(): void {
    this.#lines.length = 0;
    this.#overflowed = false;
  }

  #add(offset: number, bytes: Buffer, at: number | undefined): void {
    const text = visibleText(bytes);
    if (text === "") return;
    this.#lines.push({ offset, text, ...(at !== undefined && { at }) });
    if (this.#lines.length <= this.capacity) return;
    this.#lines.shift();
    this.#overflowed = true;
  }
}
