import { Type } from "typebox";
import { link, named, status } from "../properties.ts";

export const accountServiceProperties = {
  ...named,
  ServiceEnabled: Type.Boolean(),
  MinPasswordLength: Type.Integer(),
  MaxPasswordLength: Type.Integer(),
  AccountLockoutThreshold: Type.Integer(),
  AccountLockoutDuration: Type.Integer(),
  AccountLockoutCounterResetAfter: Type.Integer(),
  AccountLockoutCounterResetEnabled: Type.Boolean(),
  AuthFailureLoggingThreshold: Type.Integer(),
  LocalAccountAuth: Type.Enum(["Enabled"]),
  HTTPBasicAuth: Type.Enum(["Enabled"]),
  RequireChangePasswordAction: Type.Boolean(),
  SupportedAccountTypes: Type.Array(Type.String()),
  Accounts: link,
  Roles: link,
  PrivilegeMap: link,
  Status: status,
};
