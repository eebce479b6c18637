import fc from "fast-check";

/** Control strings end with BEL or with ST, whose escape character is a harmless place to begin, too. */
const title = fc.string({ unit: "grapheme-ascii", maxLength: 20 }).map(text => text.replaceAll("\\", ""));

/** Characters and control sequences, none of which may be cut. */
const unit = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: "binary", minLength: 1, maxLength: 1 }).map(printable) },
  { weight: 3, arbitrary: fc.constantFrom("\n", "\r\n", "\r", "\t", "\b") },
  { weight: 3, arbitrary: fc.constantFrom("é", "日", "😀", "─") },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom("", "?"),
        fc.array(fc.nat(2004), { maxLength: 4 }),
        fc.constantFrom(..."mhlHJKrA"),
      )
      .map(([prefix, parameters, final]) => `\x1b[${prefix}${parameters.join(";")}${final}`),
  },
  { weight: 1, arbitrary: fc.constantFrom("\x1b(0", "\x1b(B", "\x1b7", "\x1b8", "\x1bM", "\x1b=", "\x1b>") },
  { weight: 1, arbitrary: title.map(text => `\x1b]0;${text}\x07`) },
  { weight: 1, arbitrary: title.map(text => `\x1bP${text}\x1b\\`) },
);

function printable(character: string): string {
  const isControl = /\p{Cc}|\p{Cs}/u.test(character);
  return isControl ? "x" : character;
}

export interface TerminalStream {
  readonly bytes: Buffer;
  /** Offsets at which a terminal may begin. */
  readonly boundaries: ReadonlySet<number>;
}

export const terminalStream: fc.Arbitrary<TerminalStream> = fc.array(unit, { maxLength: 300 }).map(units => {
  const boundaries = new Set([0]);
  let offset = 0;
  for (const each of units) {
    const length = Buffer.byteLength(each);
    if (each.endsWith("\x1b\\")) boundaries.add(offset + length - 2);
    if (each === "\r\n") boundaries.add(offset + 1);
    offset += length;
    boundaries.add(offset);
  }
  return { bytes: Buffer.from(units.join("")), boundaries };
});

/** The stream in pieces that are cut anywhere. */
export function pieces(bytes: Buffer, sizes: readonly number[]): readonly Buffer[] {
  const found: Buffer[] = [];
  let from = 0;
  for (const size of sizes) {
    found.push(bytes.subarray(from, from + size));
    from += size;
  }
  return [...found, bytes.subarray(from)].filter(({ length }) => length > 0);
}
