import { Type } from "typebox";
import { oemTypes } from "../oem.ts";
import { named } from "../properties.ts";

export const sessionProperties = {
  ...named,
  UserName: Type.String(),
  Roles: Type.Array(Type.String()),
  SessionType: Type.Enum(["HostConsole", "KVMIP", "ManagerConsole", "Redfish", "WebUI"]),
  ClientOriginIPAddress: Type.String(),
  CreatedTime: Type.String(),
  /** Of logins: who has a console open is looking, and never idle. */
  Oem: Type.Optional(Type.Object({ QemuBmc: oemTypes.Session })),
};
