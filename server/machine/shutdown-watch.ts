import type { EventBus } from "../events/bus.ts";
import type { Origin, PowerCause } from "../events/events.ts";
import { MachineError } from "./errors.ts";
import type { PowerOutcome } from "./power-operation.ts";

interface Pending {
  readonly origin: Origin;
  readonly cause: PowerCause;
  readonly then: "stayOff" | "start";
  readonly resolve: (outcome: PowerOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Waits for a guest to follow a soft shutdown. The guest is never forced: it follows, or the caller is told. */
export class ShutdownWatch {
  readonly #seconds: number;
  readonly #events: EventBus;
  #pending: Pending | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(seconds: number, events: EventBus) {
    this.#seconds = seconds;
    this.#events = events;
  }

  /** @returns settles when the guest is off (and on again, for "start") */
  watch(origin: Origin, cause: PowerCause, then: Pending["then"]): Promise<PowerOutcome> {
    this.supersede();
    const { promise, resolve, reject } = Promise.withResolvers<PowerOutcome>();
    // The caller may have gone by the time it settles; the event below tells those who listen.
    promise.catch(() => {});
    this.#pending = { origin, cause, then, resolve, reject };
    this.#timer = setTimeout(() => this.#ignored(), this.#seconds * 1000).unref();
    return promise;
  }

  /** The guest has switched itself off: whoever asked for it, if anybody did. */
  followed(): Pending | undefined {
    const pending = this.#pending;
    this.#clear();
    return pending;
  }

  /** Something stronger than a soft shutdown happened meanwhile; there is nothing left to wait for. */
  supersede(): void {
    const pending = this.#pending;
    this.#clear();
    pending?.resolve("unchanged");
  }

  #ignored(): void {
    const pending = this.#pending;
    this.#clear();
    if (!pending) return;
    this.#events.emit("shutdownIgnored", { seconds: this.#seconds, origin: pending.origin });
    const message = `The guest did not shut down within ${this.#seconds} s.`;
    pending.reject(new MachineError("timedOut", message));
  }

  #clear(): void {
    clearTimeout(this.#timer);
    this.#pending = undefined;
  }
}
