import type { Principal } from "../bmc/authentication.ts";
import type { Role } from "../bmc/role.ts";

/** `NoAuth`: for everybody, known or not. `ConfigureSelf`: for what belongs to the caller. */
export type Privilege =
  | "NoAuth"
  | "Login"
  | "ConfigureComponents"
  | "ConfigureManager"
  | "ConfigureUsers"
  | "ConfigureSelf";

/** What the standard roles may do (DSP0266, "Redfish service operation-to-privilege mapping"). */
export const assignedPrivileges: Record<Role, readonly Privilege[]> = {
  Administrator: ["Login", "ConfigureManager", "ConfigureUsers", "ConfigureComponents", "ConfigureSelf"],
  Operator: ["Login", "ConfigureComponents", "ConfigureSelf"],
  ReadOnly: ["Login", "ConfigureSelf"],
  NoAccess: [],
};

/**
 * @param wanted any one of them will do
 * @param owner the user that the resource belongs to, for `ConfigureSelf`
 */
export function mayDo(
  wanted: readonly Privilege[],
  principal: Principal,
  owner: string | undefined,
): boolean {
  const held = assignedPrivileges[principal.role];
  return wanted.some(
    privilege => held.includes(privilege) && (privilege !== "ConfigureSelf" || owner === principal.userName),
  );
}
