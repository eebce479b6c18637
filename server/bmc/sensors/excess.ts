/** Notices a value that has been beyond a limit for a while. */
export class Excess {
  #since: number | undefined;
  #told = false;

  /**
   * @param at milliseconds, ever growing
   * @param patience milliseconds for which the value may be beyond
   * @returns true once for each time that patience ended
   */
  lasts(isBeyond: boolean, at: number, patience: number): boolean {
    if (!isBeyond) {
      this.#since = undefined;
      this.#told = false;
      return false;
    }
    this.#since ??= at;
    if (this.#told || at - this.#since < patience) return false;
    this.#told = true;
    return true;
  }
}
