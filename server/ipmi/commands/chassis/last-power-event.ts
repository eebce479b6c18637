import type { EventBus } from "../../../events/bus.ts";

/** What Get Chassis Status tells of the last time that the machine's power changed. */
export class LastPowerEvent {
  #onByIpmi = false;
  #fault = false;

  constructor(events: EventBus) {
    events.on("powerChanged", ({ to, cause, origin }) => {
      if (to === "on" && cause !== "adopted") this.#onByIpmi = origin.via === "ipmi";
      this.#fault = cause === "hypervisorDied";
    });
  }

  /** Whether the machine was last switched on by an IPMI command. */
  get onByIpmi(): boolean {
    return this.#onByIpmi;
  }

  /** Whether the last change was that its hypervisor died. */
  get fault(): boolean {
    return this.#fault;
  }
}
