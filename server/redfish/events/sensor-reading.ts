import type { Events, Severity, Threshold } from "../../events/events.ts";
import { type Message, messageOf } from "../message.ts";
import { sensorEvent } from "../registries/sensor-event.ts";

type Crossing = Events["sensorThresholdCrossed"];
type Name = keyof typeof sensorEvent.messages;

const beyond = {
  lowerNonCritical: "ReadingBelowLowerCautionThreshold",
  lowerCritical: "ReadingBelowLowerCriticalThreshold",
  lowerNonRecoverable: "ReadingBelowLowerFatalThreshold",
  upperNonCritical: "ReadingAboveUpperCautionThreshold",
  upperCritical: "ReadingAboveUpperCriticalThreshold",
  upperNonRecoverable: "ReadingAboveUpperFatalThreshold",
} as const satisfies Record<Threshold, Name>;

/** Of readings that are back within the threshold and still beyond a milder one. */
const backWithin = {
  lowerCritical: "ReadingAboveLowerCriticalThreshold",
  lowerNonRecoverable: "ReadingAboveLowerFatalThreshold",
  upperCritical: "ReadingBelowUpperCriticalThreshold",
  upperNonRecoverable: "ReadingBelowUpperFatalThreshold",
} as const satisfies Partial<Record<Threshold, Name>>;

const hasMilder = (threshold: Threshold): threshold is keyof typeof backWithin => threshold in backWithin;

/** @param severity of all the thresholds that the reading is beyond by now */
export function sensorReading(
  { name, threshold, asserted, reading, limit, unit }: Crossing,
  severity: Severity,
): Message {
  const shown = [name, `${reading}`, unit] as const;
  if (asserted) return messageOf(sensorEvent, beyond[threshold], ...shown, `${limit}`);
  if (severity === "OK" || !hasMilder(threshold)) {
    return messageOf(sensorEvent, "SensorReadingNormalRange", ...shown);
  }
  return messageOf(sensorEvent, backWithin[threshold], ...shown, `${limit}`);
}
