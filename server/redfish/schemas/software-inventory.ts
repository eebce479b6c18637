import { Type } from "typebox";
import { links, named, status } from "../properties.ts";

export const softwareInventoryProperties = {
  ...named,
  Description: Type.Optional(Type.String()),
  Manufacturer: Type.Optional(Type.String()),
  SoftwareId: Type.String(),
  Version: Type.Optional(Type.String()),
  VersionScheme: Type.Optional(Type.Enum(["SemVer", "DotIntegerNotation", "OEM"])),
  SizeBytes: Type.Optional(Type.Integer()),
  Updateable: Type.Boolean(),
  ResetRequiredOnUpdate: Type.Optional(Type.Boolean()),
  RelatedItem: links,
  "RelatedItem@odata.count": Type.Integer(),
  Status: status,
};
