import type { Origin, PowerCause, PowerState } from "../events/events.ts";
import type { MachineStore } from "./machine-store.ts";

/** Causes after which the machine is meant to stay off: somebody, outside or in the guest, switched it off. */
const deliberate: ReadonlySet<PowerCause> = new Set(["command", "powerButton", "guestShutdown"]);

export interface LastBoot {
  readonly cause: PowerCause;
  readonly origin: Origin;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Keeps count of when and why the machine was switched on, over restarts of the BMC. */
export class PowerClock {
  readonly #store: MachineStore;
  readonly #now: () => number;
  #secondsOn: number;
  #poweredOnAt: number | null;
  #lastBoot: LastBoot | undefined;

  constructor(store: MachineStore, now: () => number) {
    const record = store.load();
    this.#store = store;
    this.#now = now;
    this.#secondsOn = record.secondsOn ?? 0;
    this.#poweredOnAt = record.poweredOnAt ?? null;
    this.#lastBoot = record.lastBoot;
  }

  /** Seconds that the machine has been on in its life. */
  get secondsOn(): number {
    return this.#secondsOn + this.#sinceOn();
  }

  /** The last start or reset; unknown until a BMC has seen one. */
  get lastBoot(): LastBoot | undefined {
    return this.#lastBoot;
  }

  booted(cause: PowerCause, origin: Origin): void {
    this.#lastBoot = { cause, origin, at: this.#now() };
    this.#store.save({ lastBoot: this.#lastBoot });
  }

  stateChanged(to: PowerState, cause: PowerCause, origin: Origin): void {
    if (to === "on" && (this.#poweredOnAt === null || cause !== "adopted")) this.#switchedOn(cause, origin);
    if (to === "off" || to === "crashed") this.#switchedOff(cause);
  }

  #switchedOn(cause: PowerCause, origin: Origin): void {
    if (this.#poweredOnAt === null) {
      this.#poweredOnAt = this.#now();
      this.booted(cause, origin);
    }
    this.#store.save({ wantedOn: true, poweredOnAt: this.#poweredOnAt });
  }

  #switchedOff(cause: PowerCause): void {
    this.#secondsOn += this.#sinceOn();
    this.#poweredOnAt = null;
    const change = { secondsOn: this.#secondsOn, poweredOnAt: null };
    this.#store.save(deliberate.has(cause) ? { ...change, wantedOn: false } : change);
  }

  #sinceOn(): number {
    return this.#poweredOnAt === null ? 0 : (this.#now() - this.#poweredOnAt) / 1000;
  }
}
