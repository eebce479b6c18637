import type { Severity } from "../events/events.ts";

export interface BmcLogEntry {
  /** Counted from 1 since the BMC started. */
  readonly id: number;
  readonly severity: Severity;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly message: string;
}

const longestMessage = 1024;

/** The BMC's own log: what it did, for whom, and what went wrong. The last entries since it started, in memory. */
export class BmcLog {
  readonly capacity = 2048;
  readonly #entries: BmcLogEntry[] = [];
  #lastId = 0;
  #overflowed = false;
  #now: () => number = Date.now;

  /** From the oldest to the newest. */
  get entries(): readonly BmcLogEntry[] {
    return this.#entries;
  }

  /** Whether entries had to make room for others since the log was last cleared. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  find(id: number): BmcLogEntry | undefined {
    return this.#entries[id - (this.#entries[0]?.id ?? 0)];
  }

  /** @param now the BMC's clock, from when on there is one */
  goBy(now: () => number): void {
    this.#now = now;
  }

  add(severity: Severity, message: string): void {
    this.#lastId += 1;
    const created = this.#now();
    this.#entries.push({ id: this.#lastId, severity, created, message: message.slice(0, longestMessage) });
    if (this.#entries.length <= this.capacity) return;
    this.#entries.shift();
    this.#overflowed = true;
  }

  clear(): void {
    this.#entries.length = 0;
    this.#overflowed = false;
  }
}
