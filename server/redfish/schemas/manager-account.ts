import { Type } from "typebox";
import { link, named } from "../properties.ts";

export const accountType = Type.Enum(["Redfish", "WebUI", "ManagerConsole", "IPMI"]);
export const roleId = Type.Enum(["Administrator", "Operator", "ReadOnly", "NoAccess"]);

export const managerAccountProperties = {
  ...named,
  UserName: Type.String(),
  /** Never told. */
  Password: Type.Null(),
  RoleId: roleId,
  Enabled: Type.Boolean(),
  PasswordChangeRequired: Type.Boolean(),
  Locked: Type.Boolean(),
  AccountTypes: Type.Array(accountType),
  StrictAccountTypes: Type.Boolean(),
  Links: Type.Object({ Role: link }),
};
