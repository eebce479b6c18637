import type { EventBus } from "../../../events/bus.ts";
import type { Machine } from "../../../machine/machine.ts";

/** State numbers (IPMI 2.0 tables 20-6 and 20-7). */
const working = 0x00;
const softOff = 0x05;

/**
 * What Get ACPI Power State tells: what the machine's software has said of itself, for as long as the machine
 * stays on and is not reset. What has no power is off, whatever was said.
 */
export class AcpiPowerState {
  readonly #machine: Machine;
  #system = working;
  #device = working;

  constructor(machine: Machine, events: EventBus) {
    this.#machine = machine;
    const forget = () => {
      this.#system = working;
      this.#device = working;
    };
    events.on("machineReset", forget);
    events.on("powerChanged", ({ to }) => {
      if (to !== "on" && to !== "paused") forget();
    });
  }

  get system(): number {
    const { powerState } = this.#machine;
    return powerState === "off" || powerState === "crashed" ? softOff : this.#system;
  }

  set system(state: number) {
    this.#system = state;
  }

  get device(): number {
    return this.#device;
  }

  set device(state: number) {
    this.#device = state;
  }
}
