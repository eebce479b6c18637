/** The firmware's debug console, as far as this log reads it. */
interface FirmwareConsole {
  readonly lines: readonly FirmwareLine[];
  attach(reader: { onLine(line: FirmwareLine): void }): () => void;
}

interface FirmwareLine {
  readonly text: string;
  /** Whether it was read as it came. */
  readonly live: boolean;
}

export interface PostLine {
  /** Counts the lines that this BMC has read, from 1. */
  readonly id: number;
  readonly text: string;
  /** Milliseconds since the epoch; absent of one that nobody saw come. */
  readonly at?: number;
}

/** What the firmware said during power-on self-tests: of this boot and, while there is room, of those before it. */
export class PostLog {
  readonly capacity = 4096;
  readonly #lines: PostLine[] = [];
  #lastId = 0;
  #overflowed = false;

  readonly #now: () => number;

  /** @param now milliseconds since the epoch */
  constructor(firmware: FirmwareConsole, now: () => number) {
    this.#now = now;
    for (const line of firmware.lines) this.#add(line);
    firmware.attach({ onLine: line => this.#add(line) });
  }

  /** From the oldest to the newest. */
  get lines(): readonly PostLine[] {
    return this.#lines;
  }

  /** Whether lines had to make room for others since the log was last cleared. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  find(id: number): PostLine | undefined {
    return this.#lines[id - (this.#lines[0]?.id ?? 0)];
  }

  clear(): void {
    this.#lines.length = 0;
    this.#overflowed = false;
  }

  #add({ text, live }: FirmwareLine): void {
    if (text.trim() === "") return;
    this.#lastId += 1;
    this.#lines.push({ id: this.#lastId, text: text.trimEnd(), ...(live && { at: this.#now() }) });
    if (this.#lines.length <= this.capacity) return;
    this.#lines.shift();
    this.#overflowed = true;
  }
}
