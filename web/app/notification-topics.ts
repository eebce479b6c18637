import type { MachineEvent } from "./machine-state.ts";

/** What the browser can tell of while nobody looks at the page. */
export const topics = ["power", "crash", "sensor", "lockout"] as const;
export type Topic = (typeof topics)[number];

/** @param userName who looks at this page */
export function topicOf(event: MachineEvent, userName: string | undefined): Topic | undefined {
  switch (event.type) {
    case "powerChanged":
      if (event.to === "crashed") return "crash";
      if (event.to !== "on" && event.to !== "off" && event.to !== "paused") return undefined;
      return event.origin.user === userName ? undefined : "power";
    case "machineReset":
      return event.origin.user === userName ? undefined : "power";
    case "guestPanicked":
      return "crash";
    case "sensorThresholdCrossed":
      return event.asserted && event.severity === "Critical" ? "sensor" : undefined;
    case "loginsLocked":
      return "lockout";
    default:
      return undefined;
  }
}
