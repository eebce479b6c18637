import { Type } from "typebox";
import { oemTypes } from "../oem.ts";
import { named, status } from "../properties.ts";

/** Null where there is none at present. */
export const reading = Type.Union([Type.Number(), Type.Null()]);

const threshold = Type.Object({
  Reading: Type.Number(),
  Activation: Type.Enum(["Increasing", "Decreasing"]),
  HysteresisReading: Type.Number(),
});

export const thresholds = Type.Object({
  LowerCaution: Type.Optional(threshold),
  LowerCritical: Type.Optional(threshold),
  LowerFatal: Type.Optional(threshold),
  UpperCaution: Type.Optional(threshold),
  UpperCritical: Type.Optional(threshold),
  UpperFatal: Type.Optional(threshold),
});

const thresholdChange = Type.Optional(Type.Object({ Reading: Type.Optional(Type.Number()) }));

export const thresholdChanges = Type.Object({
  LowerCaution: thresholdChange,
  LowerCritical: thresholdChange,
  LowerFatal: thresholdChange,
  UpperCaution: thresholdChange,
  UpperCritical: thresholdChange,
  UpperFatal: thresholdChange,
});

export const physicalContext = Type.Enum([
  "SystemBoard",
  "CPU",
  "Memory",
  "StorageDevice",
  "NetworkingDevice",
  "Intake",
  "Fan",
  "PowerSupply",
  "Battery",
]);

export const sensorProperties = {
  ...named,
  ReadingType: Type.Optional(Type.Enum(["Temperature", "Rotational", "Power", "Voltage", "Percent"])),
  Reading: reading,
  ReadingUnits: Type.String(),
  ReadingRangeMin: Type.Number(),
  ReadingRangeMax: Type.Number(),
  SensingInterval: Type.String(),
  Implementation: Type.Enum(["Reported", "Synthesized"]),
  PhysicalContext: physicalContext,
  Status: status,
  Thresholds: thresholds,
  Oem: Type.Object({ QemuBmc: oemTypes.Sensor }),
};
