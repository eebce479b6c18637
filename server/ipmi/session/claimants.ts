import type { Accounts } from "../../bmc/accounts.ts";
import type { LanAccess } from "../channel-access.ts";
import { hmac, passwordKey, passwordLength } from "../crypto/session-keys.ts";
import { asPrivilege, limitOf, lowest, Privilege } from "./privilege.ts";
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
  readonly #lanAccess: LanAccess;
  readonly #secret: Buffer;

  /** @param secret random bytes, for the keys of unknown users */
  constructor(accounts: Accounts, lanAccess: LanAccess, secret: Buffer) {
    this.#accounts = accounts;
    this.#lanAccess = lanAccess;
    this.#secret = secret;
  }

  /** @param role RAKP 1's role byte: by name only, or by name and exactly this privilege */
  find(name: Buffer, role: number): Claimant {
    const claimant = this.findByName(name);
    const { nameOnly, privilege } = roleOf(role);
    return nameOnly || claimant.limit === asPrivilege(privilege) ? claimant : this.#unknown(name);
  }

  findByName(name: Buffer): Claimant {
    const userName = name.toString();
    const limit = lowest(limitOf(this.#accounts.find(userName)), this.#lanAccess.limit);
    const password = this.#accounts.password(userName);
    const key = password === undefined ? undefined : passwordKey(password);
    return limit !== Privilege.None && key ? { userName, key, limit } : this.#unknown(name);
  }

  #unknown(name: Buffer): Claimant {
    const key = hmac("sha256", this.#secret, name).subarray(0, passwordLength);
    return { userName: name.toString(), key, limit: Privilege.None };
  }
}
