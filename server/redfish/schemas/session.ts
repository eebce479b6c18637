import { Type } from "typebox";
import { oemTypes } from "../oem.ts";
import { named } from "../properties.ts";

export const sessionProperties = {
  ...named,
  UserName: Type.String(),
  Roles: Type.Array(Type.String()),
  SessionType: Type.Enum(["Redfish", "WebUI"]),
  ClientOriginIPAddress: Type.String(),
  CreatedTime: Type.String(),
  Oem: Type.Object({ QemuBmc: oemTypes.Session }),
};
