import type { Role } from "../../../bmc/role.ts";
import { Privilege } from "../../session/privilege.ts";

/** A user's privilege limit on the wire (IPMI 2.0 tables 22-29 and 22-30). */
export const userLimits: Record<Role, number> = {
  Administrator: Privilege.Administrator,
  Operator: Privilege.Operator,
  ReadOnly: Privilege.User,
  NoAccess: 0x0f,
};

export const roleOfLimit: ReadonlyMap<number, Role> = new Map(
  Object.entries(userLimits).map(([role, limit]) => [limit, role as Role]),
);
