import { Type } from "typebox";
import { named, severity } from "../properties.ts";

export const logEntryProperties = {
  ...named,
  EntryType: Type.Enum(["SEL", "Oem"]),
  Severity: Type.Optional(severity),
  Created: Type.Optional(Type.String()),
  Message: Type.String(),
  /** Of events of sensors: type of event and event data, as they stand in the IPMI record. */
  MessageId: Type.Optional(Type.String()),
  MessageArgs: Type.Optional(Type.Array(Type.String())),
  EntryCode: Type.Optional(Type.String()),
  SensorType: Type.Optional(Type.String()),
  SensorNumber: Type.Optional(Type.Integer()),
  GeneratorId: Type.Optional(Type.String()),
  /** Of entries in no form of IPMI's or Redfish's. */
  OemRecordFormat: Type.Optional(Type.String()),
};
