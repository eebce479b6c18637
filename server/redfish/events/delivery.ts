import { setTimeout as sleep } from "node:timers/promises";

export type RetryPolicy =
  | "TerminateAfterRetries"
  | "SuspendRetries"
  | "RetryForever"
  | "RetryForeverWithBackoff";

interface Retries {
  readonly attempts: number;
  readonly intervalSeconds: number;
}

export interface DeliveryOptions {
  /** @returns whether the receiver has taken it */
  readonly post: (text: string, signal: AbortSignal) => Promise<boolean>;
  readonly policy: () => RetryPolicy;
  readonly retries: () => Retries;
  /** The receiver did not take an event however often it was tried. */
  readonly exhausted: () => void;
}

/** Events that may wait for a receiver; of more, the oldest are lost. */
const capacity = 256;
const longestBackoffSeconds = 3600;

/** Brings events to one receiver, one after the other and in order. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #waiting: string[] = [];
  #abort = new AbortController();
  #isUnderWay = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  add(text: string): void {
    this.#waiting.push(text);
    if (this.#waiting.length > capacity) this.#waiting.shift();
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    void this.#deliver(this.#abort.signal);
  }

  /** Gives up what waits and what is under way. What is added later is delivered again. */
  stop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#waiting.length = 0;
    this.#isUnderWay = false;
  }

  async #deliver(signal: AbortSignal): Promise<void> {
    let failures = 0;
    for (let text = this.#waiting[0]; text !== undefined; text = this.#waiting[0]) {
      // What cannot even be sent is as little taken as what is refused.
      const taken = await this.#options.post(text, signal).catch(() => false);
      if (signal.aborted) return;
      if (taken) {
        failures = 0;
        // The queue may have lost its head to newer events meanwhile.
        if (this.#waiting[0] === text) this.#waiting.shift();
        continue;
      }
      failures += 1;
      if (this.#isExhausted(failures)) {
        this.stop();
        this.#options.exhausted();
        return;
      }
      await this.#pause(failures, signal);
      if (signal.aborted) return;
    }
    this.#isUnderWay = false;
  }

  #isExhausted(failures: number): boolean {
    const { policy, retries } = this.#options;
    return !policy().startsWith("RetryForever") && failures > retries().attempts;
  }

  async #pause(failures: number, signal: AbortSignal): Promise<void> {
    const { policy, retries } = this.#options;
    const { intervalSeconds } = retries();
    const growth = policy() === "RetryForeverWithBackoff" ? 2 ** Math.min(failures - 1, 12) : 1;
    const seconds = Math.min(intervalSeconds * growth, Math.max(intervalSeconds, longestBackoffSeconds));
    await sleep(seconds * 1000, undefined, { signal, ref: false }).catch(() => {});
  }
}
