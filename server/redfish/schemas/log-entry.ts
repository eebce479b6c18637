import { Type } from "typebox";
import { named, severity } from "../properties.ts";

export const logEntryProperties = {
  ...named,
  EntryType: Type.Enum(["SEL", "Oem"]),
  Severity: severity,
  Created: Type.String(),
  Message: Type.String(),
  /** Of events of sensors: type of event and event data, as they stand in the IPMI record. */
  MessageId: Type.Optional(Type.String()),
  EntryCode: Type.Optional(Type.String()),
  SensorType: Type.Optional(Type.String()),
  SensorNumber: Type.Optional(Type.Integer()),
  GeneratorId: Type.Optional(Type.String()),
  /** Of entries that some other software has added in a form of its own. */
  OemRecordFormat: Type.Optional(Type.String()),
};
