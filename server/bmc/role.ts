/** What an account may do over all front ends; `NoAccess` may not even log in. */
export type Role = "Administrator" | "Operator" | "ReadOnly" | "NoAccess";
