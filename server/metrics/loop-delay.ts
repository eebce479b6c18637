import type { Sample } from "./exposition.ts";

/** Milliseconds between two looks. */
const interval = 100;
/** Seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1];

/** How late a timer is called: how long the event loop was held by something else, as a histogram in seconds. */
export class LoopDelay {
  readonly #counts = bounds.map(() => 0);
  #count = 0;
  #sum = 0;
  #timer: NodeJS.Timeout | undefined;

  start(): void {
    const wait = (): void => {
      const due = performance.now() + interval;
      this.#timer = setTimeout(() => {
        this.add(Math.max(0, performance.now() - due) / 1000);
        wait();
      }, interval).unref();
    };
    wait();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** @param seconds */
  add(seconds: number): void {
    this.#count += 1;
    this.#sum += seconds;
    for (const [index, bound] of bounds.entries()) {
      if (seconds <= bound) this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    }
  }

  get samples(): readonly Sample[] {
    const buckets = bounds.map((bound, index) => ({ le: `${bound}`, value: this.#counts[index] ?? 0 }));
    return [
      ...[...buckets, { le: "+Inf", value: this.#count }].map(({ le, value }) => ({
        ...({ suffix: "_bucket", labels: { le }, value } as const),
      })),
      { suffix: "_sum", value: this.#sum },
      { suffix: "_count", value: this.#count },
    ];
  }
}
