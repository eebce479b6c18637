import type { EventBus } from "../events/bus.ts";
import type { Origin, WatchdogAction, WatchdogInterrupt, WatchdogUse } from "../events/events.ts";
import { asMachineError, MachineError } from "./errors.ts";
import type { MachineStore } from "./machine-store.ts";
import type { PowerAction } from "./power-steps.ts";

export interface WatchdogSettings {
  readonly use: WatchdogUse;
  readonly action: WatchdogAction;
  /** What warns the machine's software before the end. */
  readonly interrupt: WatchdogInterrupt;
  /** Seconds before the end at which it does; 0 for no warning. */
  readonly preTimeout: number;
  /** Milliseconds from a start to the end. */
  readonly countdown: number;
  /** Whether the end goes into the event log. */
  readonly logged: boolean;
}

/** What outlasts a restart of the BMC. */
export interface WatchdogRecord {
  /** Whether the user lets the machine's software use the timer at all. */
  readonly enabled: boolean;
  /** Whether anybody has set the timer yet. */
  readonly isSet: boolean;
  readonly settings: WatchdogSettings;
  readonly running: boolean;
  /** The uses for which the timer has come to its end, since each was cleared. */
  readonly expired: readonly WatchdogUse[];
}

const initial: WatchdogRecord = {
  enabled: true,
  isSet: false,
  settings: { use: "smsOs", action: "none", interrupt: "none", preTimeout: 0, countdown: 0, logged: true },
  running: false,
  expired: [],
};

/** Seconds of warning where somebody asks for a warning and nobody has said when. */
const usualPreTimeout = 3;
const bmc: Origin = { via: "bmc" };

export interface WatchdogParts {
  readonly store: MachineStore;
  readonly events: EventBus;
  /** Whether the machine has power. */
  readonly isOn: () => boolean;
  /** @throws MachineError */
  readonly power: (action: PowerAction) => Promise<unknown>;
}

/**
 * The timer that the machine's software has to start over again and again (IPMI 2.0 §27). It stands still while the
 * machine is paused, and a machine that is reset or switched off stops it. When the BMC restarts, a timer that ran
 * begins its countdown anew: it never ends over feeds that no BMC was there to take.
 */
export class Watchdog {
  readonly #parts: WatchdogParts;
  #record: WatchdogRecord;
  /** Milliseconds to the end, at `#since` where it counts. */
  #left: number;
  #since: number | undefined;
  #warned = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: WatchdogParts) {
    this.#parts = parts;
    this.#record = { ...initial, ...parts.store.load().watchdog };
    this.#left = this.#record.settings.countdown;
    parts.events.on("machineReset", () => this.stop());
    parts.events.on("powerChanged", ({ to }) => {
      if (to === "off" || to === "crashed") this.stop();
      else if (to === "paused") this.#stand();
      else if (to === "on" && this.running) this.#count();
    });
  }

  get enabled(): boolean {
    return this.#record.enabled;
  }

  get settings(): WatchdogSettings {
    return this.#record.settings;
  }

  get running(): boolean {
    return this.#record.running;
  }

  get expired(): readonly WatchdogUse[] {
    return this.#record.expired;
  }

  /** Milliseconds to the end. */
  get left(): number {
    if (this.#since === undefined) return this.#left;
    return Math.max(0, this.#left - (performance.now() - this.#since));
  }

  /**
   * Sets the timer anew, its warning not yet given. It stops by that unless it is to keep running, with the new
   * countdown; it is never started.
   * @param clear uses that count as not expired from now on
   */
  set(settings: WatchdogSettings, keepRunning: boolean, clear: readonly WatchdogUse[]): void {
    const running = keepRunning && this.running;
    const expired = this.expired.filter(use => !clear.includes(use));
    this.#stand();
    this.#save({ isSet: true, settings, running, expired });
    this.#wind();
    if (running) this.#countIfOn();
  }

  /**
   * Starts the countdown, from its beginning. After the warning only `set` stops the timer.
   * @returns whether it has ever been set
   * @throws MachineError wrongState when the machine is not on or the user has disabled the timer
   */
  start(): boolean {
    if (!this.#record.isSet) return false;
    if (!this.enabled) throw new MachineError("wrongState", "The watchdog timer is disabled.");
    if (!this.#parts.isOn()) throw new MachineError("wrongState", "The machine is not on.");
    if (this.running && this.#warned) return true;
    this.#stand();
    this.#wind();
    if (!this.running) this.#save({ running: true });
    this.#countIfOn();
    return true;
  }

  stop(): void {
    this.#stand();
    if (this.running) this.#save({ running: false });
  }

  /** The user's word on the timer, which holds until the machine's software sets it otherwise. */
  change({
    enabled = this.enabled,
    ...changes
  }: {
    readonly enabled?: boolean | undefined;
    readonly action?: WatchdogAction;
    readonly interrupt?: WatchdogInterrupt;
  }): void {
    const settings = { ...this.settings, ...changes };
    const preTimeout = changes.interrupt && settings.preTimeout === 0 ? usualPreTimeout : settings.preTimeout;
    this.#stand();
    this.#save({ enabled, settings: { ...settings, preTimeout } });
    if (!enabled) this.stop();
    else if (this.running) this.#countIfOn();
  }

  #save(change: Partial<WatchdogRecord>): void {
    const before = this.#record;
    this.#record = { ...before, ...change };
    this.#parts.store.save({ watchdog: this.#record });
    const { running, enabled } = this.#record;
    if (running !== before.running || enabled !== before.enabled) {
      this.#parts.events.emit("watchdogChanged", { running, enabled });
    }
  }

  #wind(): void {
    this.#left = this.settings.countdown;
    this.#warned = false;
  }

  #stand(): void {
    clearTimeout(this.#timer);
    this.#left = this.left;
    this.#since = undefined;
  }

  #countIfOn(): void {
    if (this.#parts.isOn()) this.#count();
  }

  #count(): void {
    this.#stand();
    this.#since = performance.now();
    const { interrupt, preTimeout } = this.settings;
    const warns = interrupt !== "none" && preTimeout > 0 && !this.#warned;
    const wait = warns ? Math.max(0, this.#left - preTimeout * 1000) : this.#left;
    this.#timer = setTimeout(() => (warns ? this.#warn() : this.#expire()), wait).unref();
  }

  #warn(): void {
    const { use, interrupt, logged } = this.settings;
    this.#stand();
    this.#warned = true;
    const secondsLeft = Math.round(this.#left / 1000);
    this.#parts.events.emit("watchdogPreTimeout", { use, interrupt, secondsLeft, logged });
    if (interrupt === "nmi") this.#perform("nmi");
    this.#count();
  }

  #expire(): void {
    const { use, action, logged } = this.settings;
    this.#stand();
    this.#left = 0;
    this.#save({ running: false, expired: [...new Set([...this.expired, use])] });
    this.#parts.events.emit("watchdogExpired", { use, action, logged });
    if (action !== "none") this.#perform(action);
  }

  #perform(action: PowerAction): void {
    this.#parts.power(action).catch((error: unknown) => {
      const detail = `After the watchdog's time-out: ${asMachineError(error).message}`;
      this.#parts.events.emit("powerOperationFailed", { action, origin: bmc, detail });
    });
  }
}
