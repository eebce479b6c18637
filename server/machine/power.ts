import { setTimeout as sleep } from "node:timers/promises";
import type { EventBus } from "../events/bus.ts";
import type { Origin, PowerCause, PowerState } from "../events/events.ts";
import type { BootControl } from "./boot.ts";
import { asMachineError, MachineError } from "./errors.ts";
import type { Hypervisor, HypervisorEvent } from "./hypervisor.ts";
import type { PowerClock } from "./power-clock.ts";
import { PowerOperation, type PowerOutcome } from "./power-operation.ts";
import { type PowerAction, type PowerStep, powerSteps, type SettledState } from "./power-steps.ts";
import type { SecureBoot } from "./secure-boot.ts";
import type { MachineSettings } from "./settings.ts";
import { ShutdownWatch } from "./shutdown-watch.ts";

const guest: Origin = { via: "guest" };
const bmc: Origin = { via: "bmc" };

/** Steps that take long enough that a caller is told "it has begun" before they are over. */
const slowSteps: ReadonlySet<PowerStep> = new Set(["start", "stop", "rest"]);

const causeOf = (action: PowerAction): PowerCause => (action === "powerButton" ? "powerButton" : "command");

export interface PowerControllerParts {
  readonly hypervisor: Hypervisor;
  readonly boot: BootControl;
  readonly settings: MachineSettings;
  readonly secureBoot: SecureBoot;
  readonly clock: PowerClock;
  readonly events: EventBus;
  /** Seconds a guest gets to follow a soft shutdown. */
  readonly shutdownTimeout: number;
  /** Milliseconds that a machine stays off before it is started again. */
  readonly rest: () => number;
}

/** The one power controller. One operation at a time: the same action joins it, a contrary one is refused as busy. */
export class PowerController {
  readonly #hypervisor: Hypervisor;
  readonly #boot: BootControl;
  readonly #settings: MachineSettings;
  readonly #secureBoot: SecureBoot;
  readonly #clock: PowerClock;
  readonly #events: EventBus;
  readonly #shutdown: ShutdownWatch;
  readonly #rest: () => number;
  #state: PowerState = "off";
  #operation: PowerOperation | undefined;
  readonly #awaitingIdle: (() => void)[] = [];
  #adopting = false;
  /** Hypervisor events that came before the guest was taken over, or during an operation, which may have caused them. */
  #deferred: HypervisorEvent[] = [];

  constructor(parts: PowerControllerParts) {
    const { hypervisor, boot, settings, secureBoot, clock, events, shutdownTimeout, rest } = parts;
    this.#hypervisor = hypervisor;
    this.#boot = boot;
    this.#settings = settings;
    this.#secureBoot = secureBoot;
    this.#clock = clock;
    this.#events = events;
    this.#shutdown = new ShutdownWatch(shutdownTimeout, events);
    this.#rest = rest;
    hypervisor.onEvent(event => this.#onHypervisorEvent(event));
  }

  get state(): PowerState {
    return this.#state;
  }

  /** Finds the guest that is there, if one is, and takes it over as it is. */
  async adopt(wantedOn: boolean): Promise<void> {
    this.#adopting = true;
    await this.#hypervisor.find();
    const { status } = this.#hypervisor;
    // One that shut down meanwhile is on until the event that tells of it has been taken, below.
    if (status === "running" || status === "shutdown") this.#change("on", "adopted", bmc);
    // An attached QEMU that is off is a stopped one; only what was wanted tells it from a paused one.
    else if (status === "paused" && wantedOn) this.#change("paused", "adopted", bmc);
    else if (status === "panicked") this.#change("crashed", "adopted", bmc);
    else if (status !== "absent") await this.#hypervisor.stop();
    this.#adopting = false;
    this.#release();
  }

  /**
   * Resolves when the action is certain to happen; its end is the operation's `outcome`.
   * @throws MachineError busy | wrongState | notSupported | unreachable | failed
   */
  request(action: PowerAction, origin: Origin, cause: PowerCause = causeOf(action)): Promise<PowerOperation> {
    if (this.#operation) return this.#join(this.#operation, action);
    const steps = powerSteps[action][this.#state as SettledState];
    if (!steps) {
      const message = `The machine is ${this.#state}: "${action}" is not possible.`;
      return Promise.reject(new MachineError("wrongState", message));
    }
    return this.#begin(action, steps, origin, cause).begun;
  }

  #join(operation: PowerOperation, action: PowerAction): Promise<PowerOperation> {
    if (operation.action === action) return operation.begun;
    return Promise.reject(new MachineError("busy", `The machine is busy with "${operation.action}".`));
  }

  #begin(
    action: PowerAction,
    steps: readonly PowerStep[],
    origin: Origin,
    cause: PowerCause,
  ): PowerOperation {
    const operation = new PowerOperation(action, origin);
    this.#operation = operation;
    void this.#run(operation, steps, cause);
    return operation;
  }

  async #run(operation: PowerOperation, steps: readonly PowerStep[], cause: PowerCause): Promise<void> {
    let ending: Promise<PowerOutcome> = Promise.resolve(steps.length > 0 ? "changed" : "unchanged");
    try {
      for (const step of steps) {
        if (slowSteps.has(step)) operation.begin();
        const later = await this.#step(step, operation.origin, cause);
        if (later) ending = later.ending;
        operation.begin();
      }
      this.#release();
      operation.finish(await ending);
    } catch (error) {
      const { origin, action } = operation;
      const machineError = asMachineError(error);
      this.#settle(machineError);
      this.#release();
      // That a guest did not follow has been told by shutdownIgnored.
      if (operation.hasBegun && machineError.code !== "timedOut") {
        this.#events.emit("powerOperationFailed", { action, origin, detail: machineError.message });
      }
      operation.fail(machineError);
    }
  }

  /** @returns for the steps that end outside the operation, how they will end */
  async #step(
    step: PowerStep,
    origin: Origin,
    cause: PowerCause,
  ): Promise<{ ending: Promise<PowerOutcome> } | undefined> {
    switch (step) {
      case "start":
        await this.#start(origin, cause);
        return undefined;
      case "stop":
        this.#change("poweringOff", cause, origin);
        await this.#hypervisor.stop();
        this.#change("off", cause, origin);
        return undefined;
      case "rest":
        await sleep(this.#rest());
        return undefined;
      case "reset":
        await this.#reset(origin, cause);
        return undefined;
      case "resume":
        await this.#hypervisor.resume();
        this.#change("on", cause, origin);
        return undefined;
      case "pause":
        await this.#hypervisor.pause();
        this.#change("paused", cause, origin);
        return undefined;
      case "press":
        await this.#hypervisor.powerButton();
        return { ending: this.#shutdown.watch(origin, cause, "stayOff") };
      case "pressThenStart":
        await this.#hypervisor.powerButton();
        return { ending: this.#shutdown.watch(origin, cause, "start") };
      case "injectNmi":
        await this.#hypervisor.injectNmi();
        this.#events.emit("nmiInjected", { origin });
        return undefined;
    }
  }

  async #start(origin: Origin, cause: PowerCause): Promise<void> {
    this.#change("poweringOn", cause, origin);
    const taken = this.#boot.override;
    await this.#coldStart();
    this.#change("on", cause, origin);
    await this.#boot.bootBegan(taken);
  }

  #coldStart(): Promise<void> {
    return this.#settings.takeEffect(async () => {
      await this.#secureBoot.takeEffect(this.#boot.plan.mode);
      await this.#hypervisor.start(this.#boot.plan);
    });
  }

  /** A reset that the boot plan can live with: cold where firmware settings have to change. */
  async #reset(origin: Origin, cause: PowerCause): Promise<void> {
    const taken = this.#boot.override;
    if ((await this.#boot.prepare()) === "cold") {
      await this.#hypervisor.stop();
      await this.#coldStart();
    } else {
      await this.#hypervisor.reset();
    }
    this.#shutdown.supersede();
    this.#clock.booted(cause, origin);
    this.#events.emit("machineReset", { cause, origin });
    await this.#boot.bootBegan(taken);
  }

  /** After a failed operation, what the hypervisor says is what is true. */
  #settle(error: MachineError): void {
    const settled = this.#state === "on" || this.#state === "paused";
    // A hypervisor that died meanwhile is told as a crash, with its last words.
    if (settled && this.#deferred.some(({ type }) => type === "died")) return;
    const states = { running: "on", paused: "paused", panicked: "crashed" } as const;
    const status = this.#hypervisor.status;
    const state = status in states ? states[status as keyof typeof states] : "off";
    this.#change(state, "failed", bmc, error.message);
  }

  #release(): void {
    this.#operation = undefined;
    const deferred = this.#deferred;
    this.#deferred = [];
    for (const event of deferred) this.#onHypervisorEvent(event);
    if (!this.#operation) for (const resolve of this.#awaitingIdle.splice(0)) resolve();
  }

  /** Resolves when no operation is under way; one that waits for the guest to follow is none. */
  idle(): Promise<void> {
    return this.#operation ? new Promise(resolve => this.#awaitingIdle.push(resolve)) : Promise.resolve();
  }

  #onHypervisorEvent(event: HypervisorEvent): void {
    if (this.#operation || this.#adopting) {
      this.#deferred.push(event);
      return;
    }
    // Only an event that the hypervisor's present status bears out still matters: the others were overtaken.
    const { status } = this.#hypervisor;
    switch (event.type) {
      case "running":
        if (status === "running") this.#change("on", "hypervisorCommand", bmc);
        return;
      case "paused":
        if (status === "paused" && this.#state === "on") this.#change("paused", "hypervisorCommand", bmc);
        return;
      case "reset":
        this.#afterReset(event.by);
        return;
      case "rebootHeld":
        this.#begin("reset", ["reset"], guest, "guestReset");
        return;
      case "shutdown":
        if (status === "shutdown") this.#afterShutdown(event.by);
        return;
      case "panicked":
        this.#events.emit("guestPanicked", event.detail === undefined ? {} : { detail: event.detail });
        return;
      case "died":
        if (status === "absent" && this.#state !== "off") {
          this.#shutdown.supersede();
          this.#change("crashed", "hypervisorDied", bmc, event.lastWords);
        }
        return;
      case "lost":
        this.#events.emit("hypervisorLost", { detail: event.detail });
        return;
      case "found":
        this.#events.emit("hypervisorFound", {});
        return;
    }
  }

  #afterReset(by: "guest" | "watchdog" | "other"): void {
    if (this.#state !== "on") return;
    this.#shutdown.supersede();
    const cause = ({ guest: "guestReset", watchdog: "watchdog", other: "hypervisorCommand" } as const)[by];
    const origin = by === "guest" ? guest : bmc;
    this.#clock.booted(cause, origin);
    this.#events.emit("machineReset", { cause, origin });
    this.#boot.bootBegan(this.#boot.override).catch(error => {
      const { message } = asMachineError(error);
      this.#events.emit("powerOperationFailed", { action: "bootOverride", origin: bmc, detail: message });
    });
  }

  /** The guest is off and its process waits: end it, and start anew where a graceful restart asked for that. */
  #afterShutdown(by: "guest" | "panic" | "watchdog" | "signal" | "other"): void {
    const asked = this.#shutdown.followed();
    const causes = { guest: "guestShutdown", panic: "panic", watchdog: "watchdog" } as const;
    const own = by in causes ? causes[by as keyof typeof causes] : "hypervisorCommand";
    const cause = asked?.cause ?? own;
    const origin = asked?.origin ?? (by === "guest" ? guest : bmc);
    if (asked?.then === "start") {
      const restart = this.#begin("gracefulRestart", ["stop", "rest", "start"], origin, cause);
      restart.outcome.then(asked.resolve, asked.reject);
    } else {
      const stop = this.#begin("off", ["stop"], origin, cause);
      stop.outcome.then(outcome => asked?.resolve(outcome), asked?.reject);
    }
  }

  #change(to: PowerState, cause: PowerCause, origin: Origin, detail?: string): void {
    const from = this.#state;
    if (from === to) return;
    this.#state = to;
    this.#clock.stateChanged(to, cause, origin);
    if (to === "off" || to === "crashed") this.#shutdown.supersede();
    this.#events.emit("powerChanged", {
      from,
      to,
      cause,
      origin,
      ...(detail === undefined ? {} : { detail }),
    });
  }
}
