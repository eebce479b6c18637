import { isDeepStrictEqual } from "node:util";
import type { EventLogEntry } from "../../bmc/event-log.ts";
import type { EventReceiver } from "../../bmc/event-log-receiver.ts";
import type { Setting, Settings } from "../../bmc/settings.ts";
import type { EventBus } from "../../events/bus.ts";
import { encodeSelRecord } from "../commands/storage/sel-record.ts";

/** What Set BMC Global Enables switches (IPMI 2.0 §22.1). */
export interface GlobalEnables {
  readonly receiveMessageQueueInterrupt: boolean;
  readonly eventMessageBufferFullInterrupt: boolean;
  readonly eventMessageBuffer: boolean;
  readonly systemEventLogging: boolean;
  readonly oem0: boolean;
  readonly oem1: boolean;
  readonly oem2: boolean;
}

/** What waits for the machine's software (IPMI 2.0 §22.4). */
export interface MessageFlags {
  readonly watchdogPreTimeout: boolean;
  readonly eventMessageBufferFull: boolean;
  /** Never so: there is no channel from which a message could come for the machine's software. */
  readonly receiveMessageAvailable: false;
}

/** Whether the interface asks for attention, and how. */
export type Attention = "none" | "polled" | "interrupt";

const atPowerUp: GlobalEnables = {
  receiveMessageQueueInterrupt: false,
  eventMessageBufferFullInterrupt: false,
  eventMessageBuffer: false,
  systemEventLogging: true,
  oem0: false,
  oem1: false,
  oem2: false,
};

/** Events that wait at most; later ones are in the event log only. */
const eventLimit = 16;

export interface SystemInterfaceParts {
  readonly settings: Settings;
  readonly events: EventBus;
  readonly eventReceiver: EventReceiver;
}

/** State of the interface between the machine's software and its BMC. */
export class SystemInterface {
  readonly #receiver: EventReceiver;
  /** Outlives the BMC: the driver in a guest that runs on does not set it again. */
  readonly #enables: Setting<GlobalEnables>;
  readonly #listeners: (() => void)[] = [];
  #eventMessages: Buffer[] = [];
  #watchdogPreTimeout = false;

  constructor({ settings, events, eventReceiver }: SystemInterfaceParts) {
    this.#receiver = eventReceiver;
    this.#enables = settings.open("globalEnables", atPowerUp);
    eventReceiver.onEvent(event => this.#take(event));
    events.on("watchdogPreTimeout", ({ interrupt }) => {
      if (interrupt !== "messaging") return;
      this.#watchdogPreTimeout = true;
      this.#changed();
    });
    // What the software before wanted is nothing to the one that boots (recommended by §22.1).
    events.on("machineReset", () => this.#reset());
    events.on("powerChanged", ({ to }) => {
      if (to === "off" || to === "crashed") this.#reset();
    });
  }

  get enables(): GlobalEnables {
    return { ...this.#enables.value, systemEventLogging: this.#receiver.logs };
  }

  set(enables: GlobalEnables): void {
    if (!isDeepStrictEqual(enables, this.#enables.value)) this.#enables.save(enables);
    this.#receiver.setLogs(enables.systemEventLogging);
    if (!enables.eventMessageBuffer) this.#eventMessages = [];
    this.#changed();
  }

  /** Whether the machine's driver wants interrupts; without them it polls, and every command takes a tick. */
  get wantsInterrupts(): boolean {
    const { receiveMessageQueueInterrupt, eventMessageBufferFullInterrupt } = this.#enables.value;
    return receiveMessageQueueInterrupt || eventMessageBufferFullInterrupt;
  }

  get flags(): MessageFlags {
    return {
      watchdogPreTimeout: this.#watchdogPreTimeout,
      eventMessageBufferFull: this.#eventMessages.length > 0,
      receiveMessageAvailable: false,
    };
  }

  get attention(): Attention {
    const { watchdogPreTimeout, eventMessageBufferFull } = this.flags;
    if (!watchdogPreTimeout && !eventMessageBufferFull) return "none";
    return this.wantsInterrupts ? "interrupt" : "polled";
  }

  /** @param listener called when the wish for interrupts or attention may have changed */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** The event that has waited longest, as a SEL record. */
  takeEventMessage(): Buffer | undefined {
    const message = this.#eventMessages.shift();
    this.#changed();
    return message;
  }

  clear({ eventMessageBuffer, watchdogPreTimeout }: Readonly<Record<ClearableFlag, boolean>>): void {
    if (eventMessageBuffer) this.#eventMessages = [];
    if (watchdogPreTimeout) this.#watchdogPreTimeout = false;
    this.#changed();
  }

  #take(event: EventLogEntry): void {
    if (!this.#enables.value.eventMessageBuffer || this.#eventMessages.length >= eventLimit) return;
    this.#eventMessages.push(encodeSelRecord(event));
    this.#changed();
  }

  #reset(): void {
    this.#watchdogPreTimeout = false;
    this.set(atPowerUp);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

export type ClearableFlag = "eventMessageBuffer" | "watchdogPreTimeout";
