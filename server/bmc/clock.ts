import type { EventBus } from "../events/bus.ts";
import type { Origin } from "../events/events.ts";
import type { Setting, Settings } from "./settings.ts";

interface ClockSetting {
  /** Milliseconds that the BMC's clock is ahead of the host's. */
  readonly ahead: number;
  /** Minutes east of UTC, for who wants to show local time; null when nobody has said. */
  readonly utcOffset: number | null;
}

/** Redfish has no way to write more than that: "+19:59". No place on earth is that far off. */
const utcOffsetLimit = 19 * 60 + 59;

export const isUtcOffset = (minutes: number): boolean => Math.abs(minutes) <= utcOffsetLimit;

/** The BMC's own clock: event log, Manager.DateTime and IPMI's SEL time. Setting it leaves the host's alone. */
export class Clock {
  readonly #setting: Setting<ClockSetting>;
  readonly #events: EventBus;
  readonly #hostTime: () => number;

  /** @param hostTime milliseconds since the epoch */
  constructor(settings: Settings, events: EventBus, hostTime: () => number) {
    this.#setting = settings.open("clock", { ahead: 0, utcOffset: null });
    this.#events = events;
    this.#hostTime = hostTime;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#hostTime() + this.#setting.value.ahead;
  }

  /** @param time milliseconds since the epoch */
  set(time: number, origin: Origin): void {
    const from = this.now();
    this.#setting.save({ ...this.#setting.value, ahead: time - this.#hostTime() });
    this.#events.emit("clockSet", { from, to: time, origin });
  }

  /** Minutes east of UTC; the clock itself always goes by UTC. */
  get utcOffset(): number | undefined {
    return this.#setting.value.utcOffset ?? undefined;
  }

  /** @param utcOffset one for which `isUtcOffset` holds */
  setUtcOffset(utcOffset: number | undefined): void {
    this.#setting.save({ ...this.#setting.value, utcOffset: utcOffset ?? null });
  }
}
