/** Counts that only grow, by kind. */
export class Counter {
  readonly #counts: Map<string, number>;

  /** @param kinds those that are there from the beginning: what is not there yet has no rate */
  constructor(kinds: readonly string[]) {
    this.#counts = new Map(kinds.map(kind => [kind, 0]));
  }

  add(kind: string): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
  }

  list(): readonly (readonly [kind: string, count: number])[] {
    return [...this.#counts];
  }
}
