import type { EventBus } from "../events/bus.ts";
import type {
  BootOverride,
  Identify,
  Origin,
  PowerCause,
  PowerState,
  RestorePolicy,
} from "../events/events.ts";
import { BootControl } from "./boot.ts";
import type { Hypervisor, HypervisorFacts } from "./hypervisor.ts";
import { IdentifyLed } from "./identify.ts";
import type { MachineRecord, MachineStore } from "./machine-store.ts";
import { PowerController } from "./power.ts";
import { PowerClock } from "./power-clock.ts";
import type { PowerOperation } from "./power-operation.ts";
import type { PowerAction } from "./power-steps.ts";

const bmc: Origin = { via: "bmc" };

export interface MachineOptions {
  readonly hypervisor: Hypervisor;
  readonly store: MachineStore;
  readonly events: EventBus;
  /** Seconds a guest gets to follow a soft shutdown. */
  readonly shutdownTimeout: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The managed machine, as all front ends see it. It knows no protocol. */
export class Machine {
  readonly #hypervisor: Hypervisor;
  readonly #store: MachineStore;
  readonly #events: EventBus;
  readonly #boot: BootControl;
  readonly #power: PowerController;
  readonly #clock: PowerClock;
  readonly #identify: IdentifyLed;
  #restorePolicy: RestorePolicy;

  constructor({ hypervisor, store, events, shutdownTimeout, now }: MachineOptions) {
    this.#hypervisor = hypervisor;
    this.#store = store;
    this.#events = events;
    this.#boot = new BootControl(hypervisor, store, events);
    this.#clock = new PowerClock(store, now);
    this.#power = new PowerController({
      hypervisor,
      boot: this.#boot,
      clock: this.#clock,
      events,
      shutdownTimeout,
    });
    this.#identify = new IdentifyLed(events);
    this.#restorePolicy = store.load().restorePolicy ?? "previous";
  }

  /**
   * Adopts the guest that is there or, where mains power has come (back), does what the restore policy says.
   * @param mainsId a name for this span of mains power
   * @param powerOnAtFirstStart for a machine that has never been started
   */
  async begin(mainsId: string, powerOnAtFirstStart: boolean): Promise<void> {
    const record = this.#store.load();
    await this.#power.adopt(record.wantedOn ?? false);
    this.#store.save({ mainsId });
    if (this.#power.state !== "off") return;
    const on = restores(record, mainsId, powerOnAtFirstStart);
    if (record.poweredOnAt != null) this.#clock.stateChanged("off", "hypervisorDied");
    if (on) await this.power("on", bmc, "restorePolicy");
  }

  get powerState(): PowerState {
    return this.#power.state;
  }

  /**
   * Resolves when the action is certain to happen; its end is the operation's `outcome`.
   * @throws MachineError busy | wrongState | notSupported | unreachable | failed
   */
  power(action: PowerAction, origin: Origin, cause?: PowerCause): Promise<PowerOperation> {
    return this.#power.request(action, origin, cause);
  }

  get bootOverride(): BootOverride {
    return this.#boot.override;
  }

  /** @throws MachineError unreachable | failed | notSupported; the override is then as it was */
  setBootOverride(override: BootOverride, origin: Origin): Promise<void> {
    return this.#boot.set(override, origin);
  }

  get identify(): Identify {
    return this.#identify.state;
  }

  /** @param seconds how long the LED is on; 0 switches it off, Infinity leaves it on */
  setIdentify(seconds: number, origin: Origin): void {
    this.#identify.set(seconds, origin);
  }

  get restorePolicy(): RestorePolicy {
    return this.#restorePolicy;
  }

  setRestorePolicy(restorePolicy: RestorePolicy, origin: Origin): void {
    this.#restorePolicy = restorePolicy;
    this.#store.save({ restorePolicy });
    this.#events.emit("restorePolicyChanged", { restorePolicy, origin });
  }

  /** Seconds that the machine has been on in its life. */
  get secondsOn(): number {
    return this.#clock.secondsOn;
  }

  /** Why the machine last started or restarted; unknown until this BMC has seen it do so. */
  get bootCause(): PowerCause | undefined {
    return this.#clock.bootCause;
  }

  /** Milliseconds since the epoch of the last start or reset. */
  get lastBootAt(): number | undefined {
    return this.#clock.lastBootAt;
  }

  get facts(): HypervisorFacts {
    return this.#hypervisor.facts;
  }
}

/**
 * Whether a machine that was found off is to be started. The policy is about mains power, so a BMC that
 * merely restarts leaves an off machine off; a hypervisor that vanished meanwhile counts as lost power.
 */
function restores(record: Partial<MachineRecord>, mainsId: string, powerOnAtFirstStart: boolean): boolean {
  if (record.mainsId === undefined) return powerOnAtFirstStart;
  const powerWasLost = record.mainsId !== mainsId || record.poweredOnAt != null;
  if (!powerWasLost) return false;
  const policies: Record<RestorePolicy, boolean> = {
    "always-on": true,
    "always-off": false,
    previous: record.wantedOn ?? false,
  };
  return policies[record.restorePolicy ?? "previous"];
}
