import type { LanRequest } from "../message/lan-message.ts";

/** How long after a request the same bytes are taken for a repetition of it, in milliseconds. */
const lifetime = 5000;
/** A sequence number comes round after 64 requests; a client that has sent this many others does not repeat itself. */
const depth = 16;

export interface RecentRequest {
  readonly message: Buffer;
  readonly at: number;
  readonly count: number;
  /** Absent while the request is being executed. */
  response?: Buffer;
}

/**
 * The latest requests of a session, so that one that is repeated under a new session sequence number,
 * because its response got lost or took long, is not executed a second time.
 */
export class RecentRequests {
  readonly #now: () => number;
  readonly #bySequence = new Map<number, RecentRequest>();
  #count = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns the earlier request of which this is a repetition */
  find({ sequence }: LanRequest, message: Buffer): RecentRequest | undefined {
    const recent = this.#bySequence.get(sequence);
    if (!recent || this.#count - recent.count >= depth || this.#now() - recent.at >= lifetime)
      return undefined;
    return recent.message.equals(message) ? recent : undefined;
  }

  add({ sequence }: LanRequest, message: Buffer): RecentRequest {
    this.#count += 1;
    const recent: RecentRequest = { message, at: this.#now(), count: this.#count };
    this.#bySequence.set(sequence, recent);
    return recent;
  }
}
