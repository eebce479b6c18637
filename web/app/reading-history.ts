export interface Point {
  /** Milliseconds since the epoch, by this browser's clock. */
  readonly at: number;
  readonly reading: number;
}

/** The readings of the last minutes, for as long as the page is open. */
export class ReadingHistory {
  readonly #milliseconds: number;
  readonly #points = new Map<string, Point[]>();

  constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  add(id: string, point: Point): void {
    const points = this.#points.get(id) ?? [];
    const oldest = point.at - this.#milliseconds;
    this.#points.set(id, [...points.filter(({ at }) => at >= oldest), point]);
  }

  of(id: string): readonly Point[] {
    return this.#points.get(id) ?? [];
  }
}
