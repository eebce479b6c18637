/** How far from the highest number so far a number may lie. */
export interface WindowSize {
  readonly ahead: number;
  /** At most 31. */
  readonly behind: number;
}

/**
 * Which session sequence numbers a session still takes: those within a window around the highest so far,
 * and none twice. 0 belongs to packets outside of sessions.
 */
export class SequenceWindow {
  readonly #size: WindowSize;
  #highest: number;
  /** Bit n: the number n behind the highest has been taken. */
  #seen = 1;

  /** @param highest the number before the first that is expected */
  constructor(size: WindowSize, highest = 0) {
    this.#size = size;
    this.#highest = highest;
  }

  /** Takes the number, or says that it must not be taken. Only for packets that are known to be authentic. */
  take(sequence: number): boolean {
    if (sequence === 0) return false;
    const { ahead, behind } = this.#size;
    const distance = (sequence - this.#highest) | 0;
    if (distance > ahead || distance < -behind) return false;
    if (distance > 0) {
      this.#highest = sequence;
      this.#seen = (this.#seen << distance) | 1;
      return true;
    }
    const bit = 1 << -distance;
    if (this.#seen & bit) return false;
    this.#seen |= bit;
    return true;
  }
}
