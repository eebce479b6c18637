import type { ManagerAccount } from "../redfish/resources.ts";

export type RoleId = ManagerAccount["RoleId"];

export const roleWords: Record<RoleId, { readonly title: string; readonly about: string }> = {
  Administrator: { title: "Administrator", about: "May do everything" },
  Operator: { title: "Operator", about: "Power, consoles, boot, sensors; no users, no BMC settings" },
  ReadOnly: { title: "Read only", about: "May look, and change its own password" },
  NoAccess: { title: "No access", about: "May not log in" },
};

const mayAdminister = ({ RoleId, Enabled }: ManagerAccount): boolean => RoleId === "Administrator" && Enabled;

/** Whether nobody could undo it, were this account to go. */
export const isLastAdministrator = (account: ManagerAccount, accounts: readonly ManagerAccount[]): boolean =>
  mayAdminister(account) && accounts.filter(mayAdminister).length === 1;
