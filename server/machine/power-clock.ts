import type { PowerCause, PowerState } from "../events/events.ts";
import type { MachineStore } from "./machine-store.ts";

/** Causes after which the machine is meant to stay off: somebody, outside or in the guest, switched it off. */
const deliberate: ReadonlySet<PowerCause> = new Set(["command", "powerButton", "guestShutdown"]);

/** Keeps count of when and why the machine was switched on, over restarts of the BMC. */
export class PowerClock {
  readonly #store: MachineStore;
  readonly #now: () => number;
  #secondsOn: number;
  #poweredOnAt: number | null;
  #bootCause: PowerCause | undefined;
  #lastBootAt: number | undefined;

  constructor(store: MachineStore, now: () => number) {
    const record = store.load();
    this.#store = store;
    this.#now = now;
    this.#secondsOn = record.secondsOn ?? 0;
    this.#poweredOnAt = record.poweredOnAt ?? null;
  }

  /** Seconds that the machine has been on in its life. */
  get secondsOn(): number {
    return this.#secondsOn + this.#sinceOn();
  }

  /** Why the machine last started or restarted; unknown until this BMC has seen it do so. */
  get bootCause(): PowerCause | undefined {
    return this.#bootCause;
  }

  /** Milliseconds since the epoch of the last start or reset. */
  get lastBootAt(): number | undefined {
    return this.#lastBootAt ?? this.#poweredOnAt ?? undefined;
  }

  booted(cause: PowerCause): void {
    this.#bootCause = cause;
    this.#lastBootAt = this.#now();
  }

  stateChanged(to: PowerState, cause: PowerCause): void {
    if (to === "on" && (this.#poweredOnAt === null || cause !== "adopted")) this.#switchedOn(cause);
    if (to === "off" || to === "crashed") this.#switchedOff(cause);
  }

  #switchedOn(cause: PowerCause): void {
    if (this.#poweredOnAt === null) {
      this.#poweredOnAt = this.#now();
      this.booted(cause);
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
