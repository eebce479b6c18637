import type { EventBus } from "../events/bus.ts";
import type { Identify, Origin } from "../events/events.ts";

/** The chassis identify LED: off, on for a time, or on until it is switched off. */
export class IdentifyLed {
  readonly #events: EventBus;
  #state: Identify = { on: false };
  #timer: NodeJS.Timeout | undefined;

  constructor(events: EventBus) {
    this.#events = events;
  }

  get state(): Identify {
    return this.#state;
  }

  /** @param seconds how long; 0 switches it off, Infinity leaves it on */
  set(seconds: number, origin: Origin, steady: boolean): void {
    clearTimeout(this.#timer);
    if (seconds <= 0) {
      this.#change({ on: false }, origin);
    } else if (seconds === Number.POSITIVE_INFINITY) {
      this.#change({ on: true, ...(steady && { steady }) }, origin);
    } else {
      this.#timer = setTimeout(() => this.#change({ on: false }, { via: "bmc" }), seconds * 1000).unref();
      const until = new Date(Date.now() + seconds * 1000);
      this.#change({ on: true, until, ...(steady && { steady }) }, origin);
    }
  }

  #change(state: Identify, origin: Origin): void {
    this.#state = state;
    this.#events.emit("identifyChanged", { identify: state, origin });
  }
}
