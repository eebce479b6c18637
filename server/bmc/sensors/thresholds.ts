import type { Severity, Threshold } from "../../events/events.ts";

/** As IPMI orders them. */
export const thresholdNames: readonly Threshold[] = [
  "lowerNonCritical",
  "lowerCritical",
  "lowerNonRecoverable",
  "upperNonCritical",
  "upperCritical",
  "upperNonRecoverable",
];

const isUpper = (threshold: Threshold): boolean => threshold.startsWith("upper");

export const severities: Readonly<Record<Threshold, Severity>> = {
  lowerNonCritical: "Warning",
  lowerCritical: "Critical",
  lowerNonRecoverable: "Critical",
  upperNonCritical: "Warning",
  upperCritical: "Critical",
  upperNonRecoverable: "Critical",
};

/** Counts that a reading must come back by: below upper thresholds, and above lower ones. */
export interface Hysteresis {
  readonly positive: number;
  readonly negative: number;
}

/** Whether a reading counts as beyond a threshold, given whether the one before did (IPMI 2.0 §36.2). All in counts. */
export function isBeyond(
  threshold: Threshold,
  limit: number,
  reading: number,
  { positive, negative }: Hysteresis,
  wasBeyond: boolean,
): boolean {
  if (isUpper(threshold)) return reading >= (wasBeyond ? limit - positive : limit);
  return reading <= (wasBeyond ? limit + negative : limit);
}
