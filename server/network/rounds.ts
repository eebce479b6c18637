/** Milliseconds after which what failed is tried again. */
const retryPause = 1000;

/** Rounds of work, one at a time: a ring during one of them brings about one more. */
export class Rounds {
  readonly #work: () => Promise<void>;
  readonly #onError: (error: Error) => void;
  #running: Promise<void> | undefined;
  #again = false;
  #closed = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(work: () => Promise<void>, onError: (error: Error) => void) {
    this.#work = work;
    this.#onError = onError;
  }

  /** Resolves when all is done that was rung for so far. */
  ring(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#again = true;
    this.#running ??= this.#untilQuiet().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  ringLater(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.ring(), retryPause).unref();
  }

  /** Resolves when the last one is over. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    await this.#running;
  }

  async #untilQuiet(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.#work();
      } catch (error) {
        this.#onError(error as Error);
        this.ringLater();
      }
    }
  }
}
