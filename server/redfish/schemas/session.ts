import { Type } from "typebox";
import { named } from "../properties.ts";

export const sessionProperties = {
  ...named,
  UserName: Type.String(),
  Roles: Type.Array(Type.String()),
  SessionType: Type.Enum(["HostConsole", "KVMIP", "Redfish", "WebUI"]),
  ClientOriginIPAddress: Type.String(),
  CreatedTime: Type.String(),
};
