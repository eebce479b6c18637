/** Changes to the cards of a running QEMU, one after the other. */
export class CardChanges {
  readonly #change: () => Promise<readonly unknown[]>;
  readonly #onError: (error: unknown) => void;
  #last: Promise<unknown> = Promise.resolve();
  /** Whether a card was not let go in time. */
  #isOverdue = false;

  /** @param change makes all of them that are due, and tells what failed */
  constructor(change: () => Promise<readonly unknown[]>, onError: (error: unknown) => void) {
    this.#change = change;
    this.#onError = onError;
  }

  /** Resolves when all that was due is made, but for what `onError` is told of. @throws what `change` throws */
  run(): Promise<void> {
    const done = this.#last.then(async () => {
      const failures = await this.#change();
      this.#isOverdue = failures.length > 0;
      for (const failure of failures) this.#onError(failure);
    });
    this.#last = done.catch(() => {});
    return done;
  }

  /** The guest has let go of a card, maybe when nobody waited for it any more. */
  cardLeft(): void {
    if (!this.#isOverdue) return;
    this.#isOverdue = false;
    this.run().catch(this.#onError);
  }
}
