/** What an account may do over all front ends; `NoAccess` may not even log in. */
export type Role = "Administrator" | "Operator" | "ReadOnly" | "NoAccess";

/** The more a role may do, the higher. */
export const rankOf: Readonly<Record<Role, number>> = {
  NoAccess: -1,
  ReadOnly: 0,
  Operator: 1,
  Administrator: 2,
};
