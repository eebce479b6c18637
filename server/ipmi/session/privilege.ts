import type { Account } from "../../bmc/accounts.ts";
import type { Role } from "../../bmc/role.ts";

/** Privilege levels (IPMI 2.0 §6.8). `None` is what a sender has before it logs in. */
export const Privilege = { None: 0, Callback: 1, User: 2, Operator: 3, Administrator: 4 } as const;
export type Privilege = (typeof Privilege)[keyof typeof Privilege];

const privilegeOf: Record<Role, Privilege> = {
  Administrator: Privilege.Administrator,
  Operator: Privilege.Operator,
  ReadOnly: Privilege.User,
  NoAccess: Privilege.None,
};

/** The highest level of an account's sessions; `None` where it may have none. */
export const limitOf = (account: Account | undefined): Privilege =>
  account?.enabled && account.ipmiMessaging ? privilegeOf[account.role] : Privilege.None;

/** @returns nothing for a number that stands for no level or for OEM's own */
export function asPrivilege(level: number): Privilege | undefined {
  return level >= Privilege.Callback && level <= Privilege.Administrator ? (level as Privilege) : undefined;
}

export const lowest = (...levels: readonly Privilege[]): Privilege => Math.min(...levels) as Privilege;
