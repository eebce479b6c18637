/** From this offset on, bytes came at this time (milliseconds since the epoch). */
export interface TimeMark {
  readonly offset: number;
  readonly at: number;
}

/** Where marks outlive the process. */
export interface KeptMarks {
  load(): readonly TimeMark[];
  /** May leave the beginning of what it should have added, when it throws. */
  append(marks: readonly TimeMark[]): void;
  replace(marks: readonly TimeMark[]): void;
  /** Told once when they can no longer be kept, as on a disk that is full; all is written again when they can. */
  failed(error: unknown): void;
}

/** Milliseconds: bytes that come closer to each other than this came at one time. */
const resolution = 20;
const usualCapacity = 65_536;
/** Milliseconds after which new marks are kept. */
const keepInterval = 1000;

/**
 * When the bytes of a stream came. When there are too many marks, every second one of the older half goes: the longer
 * ago, the coarser, but never unknown.
 */
export class SerialTimes {
  readonly #now: () => number;
  readonly #kept: KeptMarks | undefined;
  readonly #capacity: number;
  #marks: TimeMark[] = [];
  /** Marks that are kept already; undefined where nobody knows what is. */
  #keptCount: number | undefined = 0;
  #end = 0;
  #lastAt = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param now milliseconds since the epoch */
  constructor(now: () => number, kept?: KeptMarks, capacity = usualCapacity) {
    this.#now = now;
    this.#kept = kept;
    this.#capacity = capacity;
  }

  /**
   * Takes up what an earlier process kept.
   * @param end the stream's length
   * @param lastAt when its last byte came: whatever nobody was there to see came then at the latest
   */
  resume(end: number, lastAt: number): void {
    const marks = this.#kept?.load() ?? [];
    const belongs = marks.every(
      ({ offset }, index) => offset <= end && offset >= (marks[index - 1]?.offset ?? 0),
    );
    this.#marks = belongs ? [...marks] : [];
    this.#keptCount = this.#marks.length;
    if (!belongs) this.#rewrite();
    this.#end = this.#marks.at(-1)?.offset ?? end;
    if (end > this.#end) this.#mark(this.#end, lastAt);
    this.#end = end;
    this.#lastAt = lastAt;
  }

  /** Bytes came: those up to `end`, the stream's length by now. */
  heard(end: number): void {
    const at = this.#now();
    const last = this.#marks.at(-1);
    if (!last || at - last.at >= resolution || at < last.at) this.#mark(this.#end, at);
    this.#end = end;
    this.#lastAt = at;
    if (this.#kept) this.#timer ??= setTimeout(() => this.keep(), keepInterval).unref();
  }

  /** Milliseconds since the epoch when the byte at `offset` came; undefined of one from before all that is known. */
  at(offset: number): number | undefined {
    return this.#marks[this.#indexOf(offset)]?.at;
  }

  /** The first offset after `offset` whose byte came at another time; infinite where there is none yet. */
  nextChange(offset: number): number {
    return this.#marks[this.#indexOf(offset) + 1]?.offset ?? Number.POSITIVE_INFINITY;
  }

  /** The offset of the first byte that came at `time` or later; the stream's end where none did. */
  offsetOf(time: number): number {
    return this.#marks.find(({ at }) => at >= time)?.offset ?? this.#end;
  }

  /** Writes down what is not kept yet, and where the stream ends by now. */
  keep(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const last = this.#marks.at(-1);
    if (last && last.offset < this.#end) this.#mark(this.#end, this.#lastAt);
    const kept = this.#keptCount;
    if (kept === undefined) this.#rewrite();
    else this.#write(file => file.append(this.#marks.slice(kept)));
  }

  #mark(offset: number, at: number): void {
    this.#marks.push({ offset, at });
    if (this.#marks.length <= this.#capacity) return;
    const half = this.#capacity / 2;
    this.#marks = this.#marks.filter((_, index) => index >= half || index % 2 === 0);
    this.#rewrite();
  }

  #rewrite(): void {
    this.#write(file => file.replace(this.#marks));
  }

  /** What cannot be written costs no more than to know less after a restart. */
  #write(write: (kept: KeptMarks) => void): void {
    if (!this.#kept) return;
    try {
      write(this.#kept);
      this.#keptCount = this.#marks.length;
    } catch (error) {
      if (this.#keptCount !== undefined) this.#kept.failed(error);
      this.#keptCount = undefined;
    }
  }

  /** The last mark at or before `offset`; −1 where there is none. */
  #indexOf(offset: number): number {
    let [low, high] = [0, this.#marks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#marks[middle]?.offset ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
