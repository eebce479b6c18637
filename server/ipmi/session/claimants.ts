import type { Accounts } from "../../bmc/accounts.ts";
import { hmac, passwordKey, passwordLength } from "../crypto/session-keys.ts";
import { asPrivilege, Privilege, privilegeOf } from "./privilege.ts";
import { roleOf } from "./rakp.ts";

/** Who somebody claims to be in RAKP 1, and the key that would prove it. */
export interface Claimant {
  readonly userName: string;
  readonly key: Buffer;
  /** `None` when there is no such user: no proof will do then. */
  readonly limit: Privilege;
}

/**
 * Looks users up for RAKP. An unknown name gets a key that nobody knows and that stays the same for that
 * name, so that RAKP 2 does not tell which users there are.
 */
export class Claimants {
  readonly #accounts: Accounts;
  readonly #secret: Buffer;

  /** @param secret random bytes, for the keys of unknown users */
  constructor(accounts: Accounts, secret: Buffer) {
    this.#accounts = accounts;
    this.#secret = secret;
  }

  /** @param role RAKP 1's role byte: by name only, or by name and exactly this privilege */
  find(name: Buffer, role: number): Claimant {
    const userName = name.toString();
    const unknownKey = hmac("sha256", this.#secret, name).subarray(0, passwordLength);
    const account = this.#accounts.find(userName);
    const limit = account?.enabled ? privilegeOf[account.role] : Privilege.None;
    const key = passwordKey(this.#accounts.password(userName) ?? "");
    const { nameOnly, privilege } = roleOf(role);
    const isFound = limit !== Privilege.None && (nameOnly || limit === asPrivilege(privilege));
    return isFound && key ? { userName, key, limit } : { userName, key: unknownKey, limit: Privilege.None };
  }
}
