import type { SerialLine, Span } from "./serial-line.ts";
import { TerminalState } from "./terminal-state.ts";

export interface AsciicastOptions {
  /** The size of the terminal that it is to be played on; a serial line has none. */
  readonly columns: number;
  readonly rows: number;
  readonly title: string;
}

type Line = Pick<SerialLine, "record" | "times">;

/** Bytes before a recording that are read to know what state a terminal is in at its beginning. */
const leadIn = 256 * 1024;

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/**
 * What a serial line has put out, as an asciicast v2 recording: a header, then an event a line. It begins at the first
 * place of the span that is between two characters and two control sequences, in the state that a terminal had there.
 * @param start where the line's record begins
 */
export async function* asciicast(
  line: Line,
  start: number,
  { from, to }: Span,
  { columns, rows, title }: AsciicastOptions,
): AsyncIterable<string> {
  const clock = new Timeline(line, from);
  const { begunAt } = clock;
  const header = {
    ...{ version: 2, width: columns, height: rows },
    ...(begunAt !== undefined && { timestamp: Math.floor(begunAt / 1000) }),
    title,
  };
  yield `${JSON.stringify(header)}\n`;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  for await (const { offset, data, state } of beginning(line, start, { from, to })) {
    if (state !== "") yield event(0, state);
    for (let at = offset; at < offset + data.length; ) {
      const next = Math.min(line.times.nextChange(at), offset + data.length);
      const text = decoder.decode(data.subarray(at - offset, next - offset), { stream: true });
      const seconds = clock.seconds(at);
      if (text !== "") yield event(seconds, text);
      at = next;
    }
  }
}

const event = (seconds: number, text: string): string =>
  `${JSON.stringify([Number(seconds.toFixed(3)), "o", text])}\n`;

/** The seconds of a recording. They never run back, as a clock does that is set. */
class Timeline {
  readonly begunAt: number | undefined;
  readonly #line: Line;
  #last: number | undefined;
  #passed = 0;

  constructor(line: Line, from: number) {
    this.#line = line;
    this.begunAt = line.times.at(from) ?? line.times.at(line.times.nextChange(from));
    this.#last = this.begunAt;
  }

  seconds(offset: number): number {
    const at = this.#line.times.at(offset) ?? this.#last;
    if (at !== undefined) this.#passed += Math.max(0, at - (this.#last ?? at));
    this.#last = at;
    return this.#passed / 1000;
  }
}

interface Piece {
  readonly offset: number;
  readonly data: Buffer;
  /** What brings a terminal into the state that it has at the first of the pieces; empty for the others. */
  readonly state: string;
}

/** The bytes of the span from where a terminal may begin. */
async function* beginning(line: Line, start: number, { from, to }: Span): AsyncIterable<Piece> {
  const terminal = new TerminalState();
  let offset = Math.max(start, from - leadIn);
  let isFound = from === 0;
  for await (const data of line.record(offset, to)) {
    const skipped = Math.max(0, from - offset);
    const end = offset + data.length;
    if (isFound) {
      yield { offset, data, state: "" };
    } else if (skipped < data.length) {
      terminal.read(data.subarray(0, skipped));
      const rest = data.subarray(skipped);
      const first = firstPlace(terminal, rest, start === from);
      isFound = first !== undefined;
      if (first) {
        yield {
          offset: offset + skipped + first.index,
          data: rest.subarray(first.index),
          state: first.state,
        };
      }
    } else {
      terminal.read(data);
    }
    offset = end;
  }
}

/**
 * Where in `data` a terminal may begin, and in which state.
 * @param isBlind whether nothing is known of what came before
 */
function firstPlace(
  terminal: TerminalState,
  data: Buffer,
  isBlind: boolean,
): { index: number; state: string } | undefined {
  if (!isBlind && terminal.isBetweenSequences && !isContinuation(data[0])) {
    return { index: 0, state: terminal.restoring };
  }
  let found: { index: number; state: string } | undefined;
  terminal.read(data, 0, index => {
    found = { index, state: terminal.restoring };
  });
  return found;
}
