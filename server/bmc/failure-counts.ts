export interface FailureLimits {
  /** The failure that brings the first lock; 0 for none ever. */
  readonly threshold: number;
  /** Below the threshold a subject begins anew after so many seconds without a failure. */
  readonly resetAfter: number;
  /** How long the first lock lasts; each further one twice as long as the one before it. */
  readonly seconds: number;
  readonly longest: number;
  /** The same for a subject that has been locked, from the end of the lock: the next one is longer until then. */
  readonly forgottenAfter: number;
}

interface Entry {
  failures: number;
  failedAt: number;
  lockedUntil: number;
}

const capacity = 1024;

/** Failures by subject, and which subjects are locked for them. At its bound it forgets the subject with the fewest. */
export class FailureCounts {
  readonly #limits: () => FailureLimits;
  readonly #now: () => number;
  readonly #locked: (subject: string, seconds: number) => void;
  readonly #entries = new Map<string, Entry>();

  /**
   * @param now milliseconds
   * @param locked told of each lock
   */
  constructor(
    limits: () => FailureLimits,
    now: () => number,
    locked: (subject: string, seconds: number) => void,
  ) {
    this.#limits = limits;
    this.#now = now;
    this.#locked = locked;
  }

  isLocked(subject: string): boolean {
    const entry = this.#entries.get(subject);
    return entry !== undefined && this.#now() < entry.lockedUntil;
  }

  add(subject: string): void {
    const entry = this.#entryOf(subject);
    entry.failures += 1;
    entry.failedAt = this.#now();
    const { threshold, seconds, longest } = this.#limits();
    if (threshold === 0 || seconds === 0 || entry.failures < threshold) return;
    const duration = Math.min(Math.max(longest, seconds), seconds * 2 ** (entry.failures - threshold));
    entry.lockedUntil = this.#now() + duration * 1000;
    this.#locked(subject, duration);
  }

  clear(subject: string): void {
    this.#entries.delete(subject);
  }

  #entryOf(subject: string): Entry {
    const known = this.#entries.get(subject);
    if (known && !this.#isForgotten(known)) return known;
    const entry: Entry = { failures: 0, failedAt: 0, lockedUntil: 0 };
    if (!known && this.#entries.size >= capacity) this.#forgetOne();
    this.#entries.set(subject, entry);
    return entry;
  }

  #isForgotten({ failedAt, lockedUntil }: Entry): boolean {
    const { resetAfter, forgottenAfter } = this.#limits();
    const bound = lockedUntil === 0 ? resetAfter : forgottenAfter;
    return this.#now() - Math.max(failedAt, lockedUntil) >= bound * 1000;
  }

  /** One that would begin anew anyway, or else the one with the fewest failures; the oldest of equals. */
  #forgetOne(): void {
    const weight = (entry: Entry) => (this.#isForgotten(entry) ? 0 : entry.failures);
    const all = [...this.#entries];
    const [subject] = all.reduce((a, b) => (weight(b[1]) < weight(a[1]) ? b : a));
    this.#entries.delete(subject);
  }
}
