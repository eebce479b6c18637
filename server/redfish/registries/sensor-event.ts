import { dmtfRegistry } from "./registry.ts";

/** The messages of the SensorEvent registry that this service uses. */
export const sensorEvent = dmtfRegistry("SensorEvent", "1.1.0", {
  ReadingAboveUpperCautionThreshold: {
    args: 4,
    severity: "Warning",
    message: "Sensor '%1' reading of %2 (%3) is above the %4 upper caution threshold.",
    resolution: "Check the condition of the resources listed in RelatedItem.",
  },
  ReadingAboveUpperCriticalThreshold: {
    args: 4,
    severity: "Critical",
    message: "Sensor '%1' reading of %2 (%3) is above the %4 upper critical threshold.",
    resolution: "Check the condition of the resources listed in RelatedItem.",
  },
  ReadingAboveUpperFatalThreshold: {
    args: 4,
    severity: "Critical",
    message: "Sensor '%1' reading of %2 (%3) is above the %4 upper fatal threshold.",
    resolution: "Check the condition of the resources listed in RelatedItem.",
  },
  ReadingBelowLowerCautionThreshold: {
    args: 4,
    severity: "Warning",
    message: "Sensor '%1' reading of %2 (%3) is below the %4 lower caution threshold.",
    resolution: "Check the condition of the resources listed in RelatedItem.",
  },
  ReadingBelowLowerCriticalThreshold: {
    args: 4,
    severity: "Critical",
    message: "Sensor '%1' reading of %2 (%3) is below the %4 lower critical threshold.",
    resolution: "Check the condition of the resources listed in RelatedItem.",
  },
  ReadingBelowLowerFatalThreshold: {
    args: 4,
    severity: "Critical",
    message: "Sensor '%1' reading of %2 (%3) is below the %4 lower fatal threshold.",
    resolution: "Check the condition of the resources listed in RelatedItem.",
  },
  ReadingBelowUpperFatalThreshold: {
    args: 4,
    severity: "Critical",
    message:
      "Sensor '%1' reading of %2 (%3) is now below the %4 upper fatal threshold but remains outside of normal range.",
    resolution: "Check the condition of the resources listed in RelatedItem.",
  },
  ReadingBelowUpperCriticalThreshold: {
    args: 4,
    severity: "Warning",
    message:
      "Sensor '%1' reading of %2 (%3) is now below the %4 upper critical threshold but remains outside of normal range.",
    resolution: "Check the condition of the resources listed in RelatedItem.",
  },
  ReadingAboveLowerFatalThreshold: {
    args: 4,
    severity: "Critical",
    message:
      "Sensor '%1' reading of %2 (%3) is now above the %4 lower fatal threshold but remains outside of normal range.",
    resolution: "Check the condition of the resources listed in RelatedItem.",
  },
  ReadingAboveLowerCriticalThreshold: {
    args: 4,
    severity: "Warning",
    message:
      "Sensor '%1' reading of %2 (%3) is now above the %4 lower critical threshold but remains outside of normal range.",
    resolution: "Check the condition of the resources listed in RelatedItem.",
  },
  SensorReadingNormalRange: {
    args: 3,
    severity: "OK",
    message: "Sensor '%1' reading of %2 (%3) is within normal operating range.",
    resolution: "None.",
  },
});
