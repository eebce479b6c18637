export interface PowerSpan {
  /** Watts, as are the others. */
  readonly current: number;
  readonly lowest: number;
  readonly highest: number;
  readonly average: number;
  /** How long the span is: shorter than was asked for while the BMC has not run for so long. */
  readonly seconds: number;
}

/** Seconds that are remembered. */
export const longestSpan = 3600;

/** The power of the last hour, second by second. */
export class PowerStatistics {
  readonly #samples = new Uint16Array(longestSpan);
  #count = 0;

  add(watts: number): void {
    this.#samples[this.#count % longestSpan] = watts;
    this.#count += 1;
  }

  /** @returns nothing while there is no sample */
  over(seconds: number): PowerSpan | undefined {
    const length = Math.min(seconds, longestSpan, this.#count);
    if (length < 1) return undefined;
    let [lowest, highest, sum] = [Number.POSITIVE_INFINITY, 0, 0];
    for (let index = this.#count - length; index < this.#count; index += 1) {
      const watts = this.#samples[index % longestSpan] as number;
      lowest = Math.min(lowest, watts);
      highest = Math.max(highest, watts);
      sum += watts;
    }
    const current = this.#samples[(this.#count - 1) % longestSpan] as number;
    return { current, lowest, highest, average: Math.round(sum / length), seconds: length };
  }
}
