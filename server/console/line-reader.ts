const longestLine = 1000;

/** Makes lines of a stream's pieces; of one that is too long, its end. */
export class LineReader {
  readonly #onLine: (line: string) => void;
  #rest = "";

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  read(data: Buffer): void {
    const lines = (this.#rest + data.toString("latin1")).split(/[\r\n]+/);
    this.#rest = (lines.pop() ?? "").slice(-longestLine);
    for (const line of lines) this.#onLine(line);
  }
}
