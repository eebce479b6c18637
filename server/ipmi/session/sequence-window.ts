const ahead = 15;
const behind = 16;
const seenMask = 2 ** (behind + 1) - 1;

/**
 * Which session sequence numbers a session still takes (IPMI 2.0 §6.12.13): up to 15 ahead of the highest
 * so far, up to 16 behind it, and none twice. 0 belongs to packets outside of sessions.
 */
export class SequenceWindow {
  #highest = 0;
  /** Bit n: the number n behind the highest has been taken. */
  #seen = 1;

  /** Takes the number, or says that it must not be taken. Only for packets that are known to be authentic. */
  take(sequence: number): boolean {
    if (sequence === 0) return false;
    const distance = (sequence - this.#highest) | 0;
    if (distance > ahead || distance < -behind) return false;
    if (distance > 0) {
      this.#highest = sequence;
      this.#seen = ((this.#seen << distance) | 1) & seenMask;
      return true;
    }
    const bit = 1 << -distance;
    if (this.#seen & bit) return false;
    this.#seen |= bit;
    return true;
  }
}
