export type FrontEnd = "ipmi" | "redfish" | "web" | "metrics" | "ssh";

export interface RequestCount {
  readonly frontEnd: FrontEnd;
  /** As the front end writes it: a completion code, an HTTP status, an exit code. */
  readonly status: string;
  readonly count: number;
}

/** How many requests the front ends have answered since the BMC started, and how. */
export class RequestCounts {
  readonly #byFrontEnd = new Map<FrontEnd, Map<string, number>>();

  /** @param status one of the few that the front end has: each is kept */
  add(frontEnd: FrontEnd, status: string): void {
    const counts = this.#byFrontEnd.get(frontEnd) ?? new Map<string, number>();
    this.#byFrontEnd.set(frontEnd, counts);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }

  list(): readonly RequestCount[] {
    return [...this.#byFrontEnd].flatMap(([frontEnd, counts]) =>
      [...counts].map(([status, count]) => ({ frontEnd, status, count })),
    );
  }
}
