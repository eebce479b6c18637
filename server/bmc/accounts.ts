import { createHash, timingSafeEqual } from "node:crypto";
import type { Store } from "../store/store.ts";
import type { PasswordVault } from "./password-vault.ts";

export type Role = "Administrator" | "Operator" | "ReadOnly";

export interface Account {
  /** IPMI's user ID: 1 is the null user and never used, so the first account is 2. */
  readonly id: number;
  readonly userName: string;
  readonly role: Role;
  readonly enabled: boolean;
}

interface Entry {
  readonly account: Account;
  readonly password: string;
}

const firstId = 2;
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
const noPassword = digest("");

/** The one list of accounts for IPMI, Redfish and the page. */
export class Accounts {
  readonly #store: Store;
  readonly #vault: PasswordVault;
  #entries: ReadonlyMap<string, Entry> = new Map();

  constructor(store: Store, vault: PasswordVault) {
    this.#store = store;
    this.#vault = vault;
    this.#read();
  }

  list(): readonly Account[] {
    return [...this.#entries.values()].map(entry => entry.account);
  }

  find(userName: string): Account | undefined {
    return this.#entries.get(userName)?.account;
  }

  /** The password itself, which only RAKP needs. */
  password(userName: string): string | undefined {
    return this.#entries.get(userName)?.password;
  }

  /** In a time that tells nothing of the password or of whether the account exists. */
  verify(userName: string, password: string): Account | undefined {
    const entry = this.#entries.get(userName);
    const matches = timingSafeEqual(digest(password), entry ? digest(entry.password) : noPassword);
    return matches && entry?.account.enabled ? entry.account : undefined;
  }

  /**
   * Makes the account that the configuration names, or brings its password up to date when the
   * configuration has changed since it was last seeded; a password set since then through a front end stays.
   */
  seedAdministrator(userName: string, password: string): void {
    const seed = digest(`${userName}\0${password}`).toString("hex");
    if (this.#store.setting("seededAdministrator") === seed && this.#entries.has(userName)) return;
    this.#store.db
      .prepare(
        `INSERT INTO account (id, userName, password, role, enabled)
         VALUES ((SELECT coalesce(max(id), ${firstId - 1}) + 1 FROM account), ?, ?, 'Administrator', 1)
         ON CONFLICT (userName) DO UPDATE SET password = excluded.password, role = excluded.role, enabled = 1`,
      )
      .run(userName, this.#vault.seal(password));
    this.#store.saveSetting("seededAdministrator", seed);
    this.#read();
  }

  #read(): void {
    const rows = this.#store.db.prepare("SELECT * FROM account ORDER BY id").all();
    this.#entries = new Map(
      rows.map(row => {
        const account: Account = {
          id: row.id as number,
          userName: row.userName as string,
          role: row.role as Role,
          enabled: row.enabled === 1,
        };
        return [account.userName, { account, password: this.#vault.unseal(row.password as Uint8Array) }];
      }),
    );
  }
}
