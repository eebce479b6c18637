/** What a terminal is to show, and when. */
interface RecordedOutput {
  /** Seconds since the beginning. */
  readonly at: number;
  readonly text: string;
}

/** An asciicast v2 recording. */
export interface Recording {
  readonly columns: number;
  readonly rows: number;
  /** When it began: seconds since the epoch. */
  readonly timestamp?: number;
  readonly output: readonly RecordedOutput[];
}

const largest = 1000;
const isSize = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value > 0 && value <= largest;

/** @returns undefined for what is no recording; lines of one that are none of its events are left out */
export function parseAsciicast(text: string): Recording | undefined {
  const [first = "", ...lines] = text.split("\n");
  const header = parsed(first) as Readonly<Record<string, unknown>> | undefined;
  if (header?.version !== 2 || !isSize(header.width) || !isSize(header.height)) return undefined;
  let last = 0;
  const output = lines.flatMap(line => {
    const event = parsed(line);
    if (!Array.isArray(event) || event[1] !== "o" || typeof event[2] !== "string") return [];
    last = Math.max(last, Number(event[0]) || 0);
    return [{ at: last, text: event[2] }];
  });
  return {
    columns: header.width,
    rows: header.height,
    ...(typeof header.timestamp === "number" && { timestamp: header.timestamp }),
    output,
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The same with no pause longer than this. @param longest seconds */
export function withoutPauses(recording: Recording, longest: number): Recording {
  let [last, passed] = [0, 0];
  const output = recording.output.map(({ at, text }) => {
    passed += Math.min(longest, at - last);
    last = at;
    return { at: passed, text };
  });
  return { ...recording, output };
}

export const secondsOf = ({ output }: Recording): number => output.at(-1)?.at ?? 0;
