/** An image on its way into a slot or the library. */
export class Insertion {
  /** Settles when the image is there. @throws MediaError | MachineError */
  readonly done: Promise<void>;
  readonly #abort = new AbortController();
  #percent = 0;
  #onProgress: (percent: number) => void = () => {};

  constructor(work: (signal: AbortSignal, progress: (percent: number) => void) => Promise<void>) {
    const progress = (percent: number): void => {
      this.#percent = percent;
      this.#onProgress(percent);
    };
    this.done = Promise.resolve().then(() => work(this.#abort.signal, progress));
    // Whoever asked may have gone by the time it fails.
    this.done.catch(() => {});
  }

  /** @param listener is told at once how far it is */
  follow(listener: (percent: number) => void): void {
    this.#onProgress = listener;
    listener(this.#percent);
  }

  abort(): void {
    this.#abort.abort();
  }
}
