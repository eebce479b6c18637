import type { EventBus } from "../../events/bus.ts";
import type { Origin } from "../../events/events.ts";
import { asMachineError } from "../../machine/errors.ts";
import type { Machine } from "../../machine/machine.ts";
import type { AnalogSensor } from "./analog-sensor.ts";
import { units } from "./sensor-declaration.ts";

const bmc: Origin = { via: "bmc" };

/** What comes of a limit that was exceeded for too long. */
export type LimitAction = "none" | "powerOff" | "log";

interface Exceeded {
  readonly sensor: AnalogSensor;
  readonly reading: number;
  readonly limit: number;
  readonly action: LimitAction;
}

/** Does what limits ask for. */
export class LimitKeeper {
  readonly #machine: Machine;
  readonly #events: EventBus;

  constructor(machine: Machine, events: EventBus) {
    this.#machine = machine;
    this.#events = events;
  }

  exceeded({ sensor: { declaration }, reading, limit, action }: Exceeded): void {
    if (action === "none") return;
    const { number: sensor, name, quantity } = declaration;
    this.#events.emit("sensorLimitExceeded", { sensor, name, reading, limit, unit: units[quantity], action });
    if (action === "powerOff") this.#powerOff(name);
  }

  #powerOff(name: string): void {
    this.#machine.power("off", bmc).catch((error: unknown) => {
      const detail = `After the limit of ${name}: ${asMachineError(error).message}`;
      this.#events.emit("powerOperationFailed", { action: "off", origin: bmc, detail });
    });
  }
}
