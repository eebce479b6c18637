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
  SupportedAccountTypes: Type.Array(Type.String()),
  Accounts: link,
  Roles: link,
  PrivilegeMap: link,
  Status: status,
};
