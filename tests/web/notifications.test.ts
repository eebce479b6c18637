import { describe, expect, it } from "vitest";
import type { MachineEvent } from "../../web/app/machine-state.ts";
import { topicOf } from "../../web/app/notification-topics.ts";

const at = "2026-01-31T12:00:00Z";
const power = (to: "on" | "poweringOn" | "crashed", user?: string): MachineEvent => ({
  type: "powerChanged",
  at,
  from: "off",
  to,
  cause: "command",
  origin: { via: "redfish", ...(user !== undefined && { user }) },
});
const sensor = (severity: "Warning" | "Critical", asserted: boolean): MachineEvent => ({
  type: "sensorThresholdCrossed",
  at,
  sensor: 1,
  name: "CPU Temp",
  threshold: "upperCritical",
  asserted,
  reading: 90,
  limit: 85,
  unit: "degrees C",
  severity,
});

describe("a notification", () => {
  it.each<[string, MachineEvent, string | undefined]>([
    ["somebody else's power action", power("on", "kim"), "power"],
    ["what the guest does by itself", power("on"), "power"],
    ["one's own power action", power("on", "admin"), undefined],
    ["a state on the way", power("poweringOn", "kim"), undefined],
    ["a crash, whoever is behind it", power("crashed", "admin"), "crash"],
    ["a panic", { type: "guestPanicked", at }, "crash"],
    ["a critical reading", sensor("Critical", true), "sensor"],
    ["a warning", sensor("Warning", true), undefined],
    ["a reading that is well again", sensor("Critical", false), undefined],
    ["a lock-out", { type: "loginsLocked", at, subject: "kim", seconds: 300 }, "lockout"],
  ])("tells or does not tell of %s", (_, event, topic) => {
    expect(topicOf(event, "admin")).toBe(topic);
  });
});
