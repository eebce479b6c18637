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
import { BootProgress } from "./boot-progress.ts";
import { MachineError } from "./errors.ts";
import { HardwareInventory } from "./hardware-inventory.ts";
import { endWithHost } from "./host-shutdown.ts";
import type { FileMedium, Hypervisor, HypervisorFacts, HypervisorUsage, Picture } from "./hypervisor.ts";
import { IdentifyLed } from "./identify.ts";
import { Keyboard } from "./keyboard.ts";
import type { MachineRecord, MachineStore } from "./machine-store.ts";
import { MediaBay } from "./media.ts";
import { NetworkLinks } from "./network-links.ts";
import { PowerController } from "./power.ts";
import { PowerClock } from "./power-clock.ts";
import type { PowerOperation } from "./power-operation.ts";
import type { PowerAction } from "./power-steps.ts";
import { SecureBoot } from "./secure-boot.ts";
import type { SecureBootVariables } from "./secure-boot-state.ts";
import type { MachineSettings } from "./settings.ts";
import { Watchdog } from "./watchdog.ts";

const bmc: Origin = { via: "bmc" };
/** Seconds off in a power cycle at least: what the far ends of consoles and links need to notice. */
const shortestCycle = 1;

export interface MachineOptions {
  readonly hypervisor: Hypervisor;
  readonly store: MachineStore;
  readonly events: EventBus;
  readonly settings: MachineSettings;
  /** Absent where the firmware is not the BMC's to know. */
  readonly secureBootVariables?: SecureBootVariables | undefined;
  /** Seconds a guest gets to follow a soft shutdown. */
  readonly shutdownTimeout: number;
  /** What is in the CD drive until somebody changes that. */
  readonly configuredMedium?: FileMedium | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The managed machine, as all front ends see it. It knows no protocol. */
export class Machine {
  readonly settings: MachineSettings;
  readonly boot: BootControl;
  readonly bootProgress: BootProgress;
  readonly keyboard: Keyboard;
  readonly secureBoot: SecureBoot;
  readonly #hypervisor: Hypervisor;
  readonly #store: MachineStore;
  readonly #events: EventBus;
  readonly #power: PowerController;
  readonly #clock: PowerClock;
  readonly #identify: IdentifyLed;
  readonly #watchdog: Watchdog;
  readonly #media: MediaBay;
  readonly #hardware: HardwareInventory;
  readonly #links: NetworkLinks;
  #restorePolicy: RestorePolicy;

  constructor(options: MachineOptions) {
    const { hypervisor, store, events, settings, shutdownTimeout, configuredMedium, now } = options;
    this.#hypervisor = hypervisor;
    this.#store = store;
    this.#events = events;
    this.settings = settings;
    this.secureBoot = new SecureBoot({
      ...{ store, events, variables: options.secureBootVariables },
      isOff: () => ["off", "crashed"].includes(this.#power.state),
      bootMode: () => this.boot.mode,
    });
    this.boot = new BootControl(hypervisor, store, events, settings, this.secureBoot);
    this.bootProgress = new BootProgress(store, events, now);
    this.#clock = new PowerClock(store, now);
    this.#power = new PowerController({
      hypervisor,
      boot: this.boot,
      settings,
      secureBoot: this.secureBoot,
      clock: this.#clock,
      events,
      shutdownTimeout,
      rest: () => Math.max(shortestCycle, store.load().cycleSeconds ?? 0) * 1000,
    });
    this.keyboard = new Keyboard({
      ...{ hypervisor, events },
      powerState: () => this.#power.state,
      bootStage: () => this.bootProgress.stage,
    });
    this.#watchdog = new Watchdog({
      store,
      events,
      isOn: () => this.#power.state === "on",
      power: action => this.power(action, bmc, "watchdog"),
    });
    this.#media = new MediaBay(hypervisor, store, events, configuredMedium);
    this.#hardware = new HardwareInventory(hypervisor, store, events);
    this.#links = new NetworkLinks(hypervisor, store, events);
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
    await this.secureBoot.begin();
    await this.#media.restore();
    await this.#links.restore();
    await this.#power.adopt(record.wantedOn ?? false);
    this.#store.save({ mainsId });
    if (this.#power.state !== "off") {
      // The environment may ask for another machine than the one that runs: its next boot is to take that.
      if (Object.keys(this.settings.pending).length > 0) this.boot.remind("machineSettings", bmc);
      return;
    }
    this.#watchdog.stop();
    const on = restores(record, mainsId, powerOnAtFirstStart);
    if (record.poweredOnAt != null) this.#clock.stateChanged("off", "hypervisorDied", bmc);
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
    if (action === "powerButton" && this.#power.state === "on" && !this.powerOffButtonEnabled) {
      return Promise.reject(new MachineError("notSupported", "The power button is disabled."));
    }
    return this.#power.request(action, origin, cause);
  }

  /**
   * What the screen shows now; that of a guest that panicked is still there.
   * @throws MachineError wrongState while there is none | unreachable | failed
   */
  async picture(): Promise<Picture> {
    if (this.#power.state === "off" || this.#hypervisor.status === "absent") {
      throw new MachineError("wrongState", "The machine is off: there is no screen.");
    }
    return this.#hypervisor.picture();
  }

  /** Resolves when no power operation is under way: a BMC that ended in the middle of one would leave it undone. */
  idle(): Promise<void> {
    return this.#power.idle();
  }

  /**
   * For a host that ends, as a container does that is stopped: the guest is asked to shut down, and switched off hard
   * when it has not after `seconds`, or as soon as `hurry` is aborted. It is still meant to be on when the host is back.
   * @throws MachineError when it cannot be switched off
   */
  endWithHost(seconds: number, hurry: AbortSignal): Promise<void> {
    return endWithHost(this.#power, seconds, hurry);
  }

  get bootOverride(): BootOverride {
    return this.boot.override;
  }

  /** @throws MachineError unreachable | failed | notSupported; the override is then as it was */
  setBootOverride(override: BootOverride, origin: Origin): Promise<void> {
    return this.boot.set(override, origin);
  }

  get identify(): Identify {
    return this.#identify.state;
  }

  /** @param seconds how long the LED is on; 0 switches it off, Infinity leaves it on */
  setIdentify(seconds: number, origin: Origin, steady = false): void {
    this.#identify.set(seconds, origin, steady);
  }

  get watchdog(): Watchdog {
    return this.#watchdog;
  }

  get media(): MediaBay {
    return this.#media;
  }

  get hardware(): HardwareInventory {
    return this.#hardware;
  }

  get links(): NetworkLinks {
    return this.#links;
  }

  /** Whether the power button may ask a machine that is on to shut down. */
  get powerOffButtonEnabled(): boolean {
    return this.#store.load().powerOffButtonEnabled ?? true;
  }

  enablePowerOffButton(enabled: boolean): void {
    this.#store.save({ powerOffButtonEnabled: enabled });
  }

  /** @param seconds how long a power cycle leaves the machine off; 0 for no longer than it needs */
  setCycleSeconds(seconds: number): void {
    this.#store.save({ cycleSeconds: seconds });
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

  /** Why the machine last started or restarted; unknown until a BMC has seen it do so. */
  get bootCause(): PowerCause | undefined {
    return this.#clock.lastBoot?.cause;
  }

  /** Who asked for that start or restart. */
  get bootOrigin(): Origin | undefined {
    return this.#clock.lastBoot?.origin;
  }

  /** Milliseconds since the epoch of the last start or reset. */
  get lastBootAt(): number | undefined {
    return this.#clock.lastBoot?.at;
  }

  get facts(): HypervisorFacts {
    return this.#hypervisor.facts;
  }

  /** What the guest has taken of the host so far; undefined where that is not known. */
  get usage(): HypervisorUsage | undefined {
    return this.#hypervisor.usage;
  }

  /** Brings up to date what `usage` tells and only takes time to learn. */
  async refreshUsage(): Promise<void> {
    await this.#hypervisor.refreshUsage?.();
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
