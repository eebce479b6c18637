import { discreteSensors } from "../../bmc/discrete-sensors.ts";
import type { EventLogEntry } from "../../bmc/event-log.ts";
import type { EventReceiver } from "../../bmc/event-log-receiver.ts";
import { decodeSystemEvent, eventOf } from "../../bmc/event-log-record.ts";
import type { Setting, Settings } from "../../bmc/settings.ts";
import type { EventBus } from "../../events/bus.ts";
import type { Origin } from "../../events/events.ts";
import type { Machine } from "../../machine/machine.ts";
import type { PowerAction } from "../../machine/power-steps.ts";
import { Misfit } from "../layout/misfit.ts";
import { eventFilter, matches } from "./event-filter.ts";
import { type PefAction, type PefConfiguration, pefActions, pefConfiguration } from "./pef-configuration.ts";
import { PostponeTimer } from "./postpone-timer.ts";

const powerActions: Record<PefAction, PowerAction> = {
  powerOff: "off",
  powerCycle: "cycle",
  reset: "reset",
  diagnosticInterrupt: "nmi",
};

/** Event data 2 of the event that tells of an action (IPMI 2.0 table 42-3, System Event). */
const actionBits: Record<PefAction, number> = {
  powerOff: 0x02,
  reset: 0x04,
  powerCycle: 0x08,
  diagnosticInterrupt: 0x20,
};

const pef: Origin = { via: "pef" };

/** Events that wait at most while filtering is postponed. */
const postponedLimit = 64;

/** How far events have been handled, as numbers of entries of the event log. */
export interface PefProgress {
  readonly bySoftware: number;
  readonly byBmc: number;
}

export interface PefParts {
  readonly settings: Settings;
  readonly events: EventBus;
  readonly eventReceiver: EventReceiver;
  readonly machine: Machine;
}

/** Platform event filtering (IPMI 2.0 §17): what the BMC does about events by itself. Alerts are not offered. */
export class PlatformEventFiltering {
  readonly configuration: Setting<PefConfiguration>;
  readonly progress: Setting<PefProgress>;
  readonly postponeTimer = new PostponeTimer(() => this.#catchUp());
  readonly #startupTimer = new PostponeTimer(() => this.#catchUp());
  /** Parameter 0. */
  setInProgress = 0;
  readonly #machine: Machine;
  readonly #events: EventBus;
  readonly #receiver: EventReceiver;
  #postponed: EventLogEntry[] = [];
  /** Until an action is over, all events are taken for its consequences: or it would be answered by itself. */
  #acting = false;

  constructor({ settings, events, eventReceiver, machine }: PefParts) {
    this.configuration = pefConfiguration(settings);
    this.progress = settings.open("pefProgress", { bySoftware: 0, byBmc: 0 });
    this.#machine = machine;
    this.#events = events;
    this.#receiver = eventReceiver;
    eventReceiver.onEvent(event => this.#take(event));
    events.on("machineReset", () => this.#machineStarts());
    events.on("powerChanged", ({ to }) => {
      if (to === "poweringOn") this.#machineStarts();
    });
  }

  /** The event may come up in the midst of the operation that it tells of, which is over first. */
  #take(event: EventLogEntry): void {
    if (!this.configuration.value.enabled || this.#acting) return;
    if (this.#waits) this.#postpone(event);
    else setImmediate(() => this.#handle(event));
  }

  #handle(event: EventLogEntry): void {
    if (this.#waits) this.#postpone(event);
    else if (!this.#acting) this.#process(event);
  }

  get #waits(): boolean {
    return this.postponeTimer.isRunning || this.#startupTimer.isRunning;
  }

  #postpone(event: EventLogEntry): void {
    if (this.#postponed.length < postponedLimit) this.#postponed.push(event);
  }

  #machineStarts(): void {
    const { startsLate, startupDelay } = this.configuration.value;
    if (startsLate && startupDelay > 0) this.#startupTimer.start(startupDelay);
  }

  /** What software has not handled while it had the time to. */
  #catchUp(): void {
    const postponed = this.#postponed;
    this.#postponed = [];
    const handled = postponed.findIndex(({ id }) => id === this.progress.value.bySoftware);
    for (const event of postponed.slice(handled + 1)) this.#take(event);
  }

  #process(event: EventLogEntry): void {
    this.progress.save({ ...this.progress.value, byBmc: event.id });
    const action = this.#actionFor(event);
    if (action) void this.#act(action);
  }

  #actionFor({ bytes }: EventLogEntry): PefAction | undefined {
    const { filters, actions } = this.configuration.value;
    const event = decodeSystemEvent(bytes);
    const fitting = filters.flatMap(entry => {
      const filter = eventFilter.decode(Buffer.from(entry, "hex"));
      const isFor = !(filter instanceof Misfit) && filter.configuration.enabled && matches(filter, event);
      return isFor ? [filter] : [];
    });
    return pefActions.find(action => actions[action] && fitting.some(filter => filter.action[action]));
  }

  async #act(action: PefAction): Promise<void> {
    this.#acting = true;
    if (this.configuration.value.tellsActions) {
      const event = eventOf(discreteSensors.systemEvent, "filterAction", { data2: actionBits[action] });
      const message = `An event filter's action: ${powerActions[action]}.`;
      this.#receiver.receive({ ...event, severity: "Warning", message });
    }
    try {
      const operation = await this.#machine.power(powerActions[action], pef);
      await operation.outcome;
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.#events.emit("powerOperationFailed", { action: powerActions[action], origin: pef, detail });
    } finally {
      this.#acting = false;
    }
  }
}
