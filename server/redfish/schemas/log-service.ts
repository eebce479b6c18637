import { Type } from "typebox";
import { oemTypes } from "../oem.ts";
import { link, named, status } from "../properties.ts";

export const logServiceProperties = {
  ...named,
  Description: Type.String(),
  LogEntryType: Type.Enum(["SEL", "Multiple", "OEM"]),
  LogPurposes: Type.Array(Type.Enum(["Diagnostic", "Operations", "Security", "ExternalEntity"])),
  ServiceEnabled: Type.Boolean(),
  MaxNumberOfRecords: Type.Integer(),
  OverWritePolicy: Type.Enum(["WrapsWhenFull"]),
  Overflow: Type.Boolean(),
  Persistency: Type.Boolean(),
  DateTime: Type.String(),
  DateTimeLocalOffset: Type.String(),
  Entries: link,
  Status: status,
  Oem: Type.Optional(Type.Object({ QemuBmc: oemTypes.LogService })),
};
