import { LineLog, type LoggedLine } from "./line-log.ts";
import type { SerialLine } from "./serial-line.ts";

const newline = 0x0a;
const capacity = 4096;

/** Where the log begins since it was last cleared: an offset in the line's stream. */
interface Beginning {
  readonly value: { readonly offset: number };
  save(value: { readonly offset: number }): void;
}

export interface SerialLogParts {
  readonly line: SerialLine;
  /** Whether the line's bytes are kept, with their offsets, while no BMC is there. */
  readonly persistent: boolean;
  readonly beginning: Beginning;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The last lines that the machine's serial line has put out. */
export class SerialLog {
  readonly capacity = capacity;
  /** Whether a BMC that starts again has the same lines. */
  readonly persistent: boolean;
  readonly #lines: LineLog;
  readonly #beginning: Beginning;

  constructor({ line, persistent, beginning, now }: SerialLogParts) {
    this.persistent = persistent;
    this.#beginning = beginning;
    const { offset, data } = earlier(line, beginning.value.offset);
    this.#lines = new LineLog(capacity, offset);
    const end = offset + data.length;
    for (let from = offset; from < end; ) {
      const until = Math.min(end, line.times.nextChange(from));
      this.#lines.push(data.subarray(from - offset, until - offset), line.times.at(from));
      from = until;
    }
    line.attach({ onData: ({ data }) => this.#lines.push(data, now()) });
  }

  /** From the oldest to the newest. */
  get lines(): readonly LoggedLine[] {
    return this.#lines.lines;
  }

  /** Where the line's record begins since the log was last cleared. */
  get beginning(): number {
    return this.#beginning.value.offset;
  }

  get overflowed(): boolean {
    return this.#lines.overflowed;
  }

  find(offset: number): LoggedLine | undefined {
    return this.#lines.find(offset);
  }

  /** The line's own record, and what viewers see of it, stays. */
  clear(): void {
    this.#lines.clear();
    this.#beginning.save({ offset: this.#lines.next });
  }
}

/** What is kept of the line, whole lines only; all of it where the record was cut since the log was cleared. */
function earlier(line: SerialLine, from: number): { offset: number; data: Buffer } {
  const { offset, data } = line.history(from > line.end ? 0 : from);
  if (offset === 0 || offset === from) return { offset, data };
  const first = data.indexOf(newline) + 1;
  return { offset: offset + first, data: data.subarray(first) };
}
