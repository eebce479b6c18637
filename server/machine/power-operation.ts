import type { Origin } from "../events/events.ts";
import type { MachineError } from "./errors.ts";
import type { PowerAction } from "./power-steps.ts";

export type PowerOutcome = "changed" | "unchanged";

/** A power operation under way: `begun` settles when it is certain to happen, `outcome` when it has. */
export class PowerOperation {
  readonly action: PowerAction;
  readonly origin: Origin;
  readonly begun: Promise<PowerOperation>;
  /** @throws MachineError failed | timedOut | unreachable */
  readonly outcome: Promise<PowerOutcome>;
  readonly #begun = Promise.withResolvers<PowerOperation>();
  readonly #outcome = Promise.withResolvers<PowerOutcome>();
  #hasBegun = false;

  constructor(action: PowerAction, origin: Origin) {
    this.action = action;
    this.origin = origin;
    this.begun = this.#begun.promise;
    this.outcome = this.#outcome.promise;
    // Callers may wait for either promise or for none; a failure also goes out as an event.
    this.begun.catch(() => {});
    this.outcome.catch(() => {});
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  begin(): void {
    this.#hasBegun = true;
    // Wrapped by the promise as a plain value: a PowerOperation has no `then`.
    this.#begun.resolve(this);
  }

  finish(outcome: PowerOutcome): void {
    this.begin();
    this.#outcome.resolve(outcome);
  }

  fail(error: MachineError): void {
    this.#begun.reject(error);
    this.#outcome.reject(error);
  }
}
