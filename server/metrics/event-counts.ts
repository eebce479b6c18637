import type { EventBus } from "../events/bus.ts";
import { Counter } from "./counter.ts";

/** What is only known by those who listen: how often things have happened since the BMC started. */
export class EventCounts {
  /** By kind: `cold` after the machine was off, `warm` after a reset. */
  readonly boots = new Counter(["cold", "warm"]);
  /** By front end. */
  readonly loginFailures = new Counter(["ipmi", "redfish", "web", "ssh"]);
  readonly #ipmiSessions = new Set<string>();

  constructor(events: EventBus) {
    events.on("powerChanged", ({ from, to }) => {
      if (from === "poweringOn" && to === "on") this.boots.add("cold");
    });
    events.on("machineReset", () => this.boots.add("warm"));
    events.on("loginFailed", ({ via }) => this.loginFailures.add(via));
    events.on("sessionCreated", ({ via, sessionId }) => {
      if (via === "ipmi") this.#ipmiSessions.add(sessionId);
    });
    events.on("sessionEnded", ({ sessionId }) => this.#ipmiSessions.delete(sessionId));
  }

  get ipmiSessions(): number {
    return this.#ipmiSessions.size;
  }
}
