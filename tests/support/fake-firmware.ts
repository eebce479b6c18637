interface Line {
  readonly text: string;
  readonly live: boolean;
}

interface Reader {
  onLine(line: Line): void;
}

/** A firmware's debug console whose firmware is the test. */
export class FakeFirmware {
  readonly lines: Line[] = [];
  readonly #readers = new Set<Reader>();

  attach(reader: Reader): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  say(text: string): void {
    const line = { text, live: true };
    this.lines.push(line);
    for (const reader of this.#readers) reader.onLine(line);
  }
}
