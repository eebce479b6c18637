import { hash, timingSafeEqual } from "node:crypto";
import type { EventBus } from "../events/bus.ts";
import type { Events, Origin } from "../events/events.ts";
import type { Store } from "../store/store.ts";
import { AccountError, maximumUserId, nullUserId, requireName, requirePassword } from "./account-rules.ts";
import type { PasswordVault } from "./password-vault.ts";
import type { Role } from "./role.ts";

export interface Account {
  /** IPMI's user ID, 2 to 15. */
  readonly id: number;
  readonly userName: string;
  readonly role: Role;
  /** Whether it may log in at all; without a password it cannot, either. */
  readonly enabled: boolean;
  readonly hasPassword: boolean;
  /** Bytes of the field that the password was set with: IPMI tells one of 16 from one of 20 (§22.30). */
  readonly passwordSize: 16 | 20;
  /** Whether it may send IPMI messages over LAN. */
  readonly ipmiMessaging: boolean;
  /** Kept for IPMI's link-level logins and callbacks, of which a LAN has none. */
  readonly linkAuthentication: boolean;
  readonly callbackOnly: boolean;
  /** Whether it may use the serial line over IPMI. */
  readonly serialOverLan: boolean;
  /** Whether over HTTP it may do nothing before its password is another one. */
  readonly passwordChangeRequired: boolean;
}

/** What an account may do. */
export type Access = Pick<
  Account,
  | "role"
  | "enabled"
  | "ipmiMessaging"
  | "linkAuthentication"
  | "callbackOnly"
  | "serialOverLan"
  | "passwordChangeRequired"
>;

export interface NewAccount extends Partial<Access> {
  readonly userName: string;
  readonly role: Role;
  /** None, and it cannot log in until it has one. */
  readonly password?: string;
  /** The lowest free one, where it is left out. */
  readonly id?: number;
}

interface Entry {
  readonly account: Account;
  /** Empty for none. */
  readonly password: string;
}

type Change = Events["accountChanged"]["change"];

const digest = (text: string): Buffer => hash("sha256", text, "buffer");
const noPassword = digest("");
const atFirst = {
  enabled: true,
  ipmiMessaging: true,
  linkAuthentication: true,
  callbackOnly: false,
  serialOverLan: true,
  passwordChangeRequired: false,
} as const;

/** The shorter field, which IPMI 1.5 knows too, wherever the password has room in it. */
const sizeOf = (password: string): Account["passwordSize"] => (Buffer.byteLength(password) > 16 ? 20 : 16);

const canAdminister = ({ role, enabled, hasPassword }: Account): boolean =>
  role === "Administrator" && enabled && hasPassword;

/** The one list of accounts for IPMI, Redfish and the page. */
export class Accounts {
  readonly #store: Store;
  readonly #vault: PasswordVault;
  readonly #events: EventBus;
  readonly #byName = new Map<string, Entry>();
  readonly #byId = new Map<number, Entry>();

  constructor(store: Store, vault: PasswordVault, events: EventBus) {
    this.#store = store;
    this.#vault = vault;
    this.#events = events;
    for (const row of store.db.prepare("SELECT * FROM account").all()) this.#remember(this.#entryOf(row));
  }

  /** By ID. */
  list(): readonly Account[] {
    return [...this.#byId.values()].map(({ account }) => account).sort((a, b) => a.id - b.id);
  }

  find(userName: string): Account | undefined {
    return this.#byName.get(userName)?.account;
  }

  findById(id: number): Account | undefined {
    return this.#byId.get(id)?.account;
  }

  /** The password itself, which only RAKP needs; nothing for an account without one. */
  password(userName: string): string | undefined {
    return this.#byName.get(userName)?.password || undefined;
  }

  /** In a time that tells nothing of the password or of whether the account exists. */
  verify(userName: string, password: string): Account | undefined {
    const entry = this.#byName.get(userName);
    const matches = timingSafeEqual(digest(password), entry ? digest(entry.password) : noPassword);
    const mayLogIn = entry?.account.enabled && entry.account.hasPassword && entry.account.role !== "NoAccess";
    return matches && mayLogIn ? entry.account : undefined;
  }

  /**
   * Whether a name, of the account with this ID, and a password could be set.
   * @throws AccountError nameInvalid | nameTaken | passwordLength
   */
  requirePossible({ id, userName, password }: { id?: number; userName?: string; password?: string }): void {
    if (password !== undefined) requirePassword(password);
    if (userName === undefined) return;
    requireName(userName);
    const other = this.find(userName);
    if (other && other.id !== id) throw new AccountError("nameTaken");
  }

  /** @throws AccountError nameInvalid | nameTaken | passwordLength | tooMany */
  create({ password, ...wanted }: NewAccount, origin: Origin): Account {
    const { userName } = wanted;
    this.requirePossible({ userName, ...(password !== undefined && { password }) });
    const id = wanted.id ?? this.#freeId();
    if (id <= nullUserId || id > maximumUserId || this.#byId.has(id)) throw new AccountError("tooMany");
    const hasPassword = password !== undefined;
    const passwordSize = sizeOf(password ?? "");
    const account: Account = { ...atFirst, ...wanted, id, hasPassword, passwordSize };
    this.#keep({ account, password: password ?? "" });
    this.#tell(account, "created", origin);
    return account;
  }

  /** @throws AccountError notFound | nameInvalid | nameTaken */
  rename(id: number, userName: string, origin: Origin): Account {
    const entry = this.#require(id);
    if (entry.account.userName === userName) return entry.account;
    this.requirePossible({ id, userName });
    const account = { ...entry.account, userName };
    this.#byName.delete(entry.account.userName);
    this.#keep({ ...entry, account });
    this.#events.emit("accountChanged", { id, userName: entry.account.userName, change: "renamed", origin });
    return account;
  }

  /** @throws AccountError notFound | passwordLength */
  setPassword(id: number, password: string, origin: Origin, passwordSize = sizeOf(password)): Account {
    const { account: before } = this.#require(id);
    requirePassword(password);
    const account: Account = { ...before, hasPassword: true, passwordSize, passwordChangeRequired: false };
    this.#keep({ account, password });
    this.#tell(account, "password", origin);
    return account;
  }

  /**
   * Nobody can log in to it until it has another one.
   * @throws AccountError notFound | lastAdministrator
   */
  clearPassword(id: number, origin: Origin): Account {
    const { account: before } = this.#require(id);
    this.#requireAdministratorWithout(before, false);
    const account: Account = { ...before, hasPassword: false };
    this.#keep({ account, password: "" });
    this.#tell(account, "password", origin);
    return account;
  }

  /** @throws AccountError notFound | lastAdministrator */
  setAccess(id: number, change: Partial<Access>, origin: Origin): Account {
    const entry = this.#require(id);
    const account = { ...entry.account, ...change };
    this.#requireAdministratorWithout(entry.account, canAdminister(account));
    this.#keep({ ...entry, account });
    this.#tell(account, "access", origin);
    return account;
  }

  /** @throws AccountError notFound | lastAdministrator */
  remove(id: number, origin: Origin): void {
    const { account } = this.#require(id);
    this.#requireAdministratorWithout(account, false);
    this.#store.db.prepare("DELETE FROM account WHERE id = ?").run(id);
    this.#byId.delete(id);
    this.#byName.delete(account.userName);
    this.#tell(account, "deleted", origin);
  }

  /**
   * Makes the account that the configuration names, or brings its password up to date when the
   * configuration has changed since it was last seeded; a password set since then through a front end stays.
   * Where every ID is taken and somebody can administer, there is no room for one and no need.
   */
  seedAdministrator(userName: string, password: string): void {
    const seed = digest(`${userName}\0${password}`).toString("hex");
    if (this.#store.setting("seededAdministrator") === seed && this.#byName.has(userName)) return;
    const known = this.find(userName);
    const isFull = this.#byId.size >= maximumUserId - nullUserId;
    if (!known && isFull && this.list().some(canAdminister)) return;
    const id = known?.id ?? this.#freeId();
    const passwordSize = sizeOf(password);
    const access = { role: "Administrator", enabled: true, hasPassword: true, passwordSize } as const;
    const asBefore = { ...atFirst, ...known, passwordChangeRequired: false };
    this.#keep({ account: { ...asBefore, id, userName, ...access }, password });
    this.#store.saveSetting("seededAdministrator", seed);
  }

  #require(id: number): Entry {
    const entry = this.#byId.get(id);
    if (!entry) throw new AccountError("notFound");
    return entry;
  }

  /** Nobody may lock everybody out, not even by mistake. */
  #requireAdministratorWithout(account: Account, stays: boolean): void {
    const isLast = canAdminister(account) && this.list().filter(canAdminister).length === 1;
    if (isLast && !stays) throw new AccountError("lastAdministrator");
  }

  #freeId(): number {
    for (let id = nullUserId + 1; id <= maximumUserId; id += 1) if (!this.#byId.has(id)) return id;
    throw new AccountError("tooMany");
  }

  #tell({ id, userName }: Account, change: Change, origin: Origin): void {
    this.#events.emit("accountChanged", { id, userName, change, origin });
  }

  #remember(entry: Entry): void {
    this.#byId.set(entry.account.id, entry);
    this.#byName.set(entry.account.userName, entry);
  }

  #keep(entry: Entry): void {
    const { account, password } = entry;
    this.#store.db
      .prepare(
        `INSERT OR REPLACE INTO account (id, userName, password, role, enabled, passwordSize,
           ipmiMessaging, linkAuthentication, callbackOnly, serialOverLan, passwordChangeRequired)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        account.id,
        account.userName,
        this.#vault.seal(password),
        account.role,
        Number(account.enabled),
        account.passwordSize,
        Number(account.ipmiMessaging),
        Number(account.linkAuthentication),
        Number(account.callbackOnly),
        Number(account.serialOverLan),
        Number(account.passwordChangeRequired),
      );
    this.#remember(entry);
  }

  #entryOf(row: Record<string, unknown>): Entry {
    const password = this.#vault.unseal(row.password as Uint8Array);
    const account: Account = {
      id: row.id as number,
      userName: row.userName as string,
      role: row.role as Role,
      enabled: row.enabled === 1,
      hasPassword: password !== "",
      passwordSize: row.passwordSize === 16 ? 16 : 20,
      ipmiMessaging: row.ipmiMessaging === 1,
      linkAuthentication: row.linkAuthentication === 1,
      callbackOnly: row.callbackOnly === 1,
      serialOverLan: row.serialOverLan === 1,
      passwordChangeRequired: row.passwordChangeRequired === 1,
    };
    return { account, password };
  }
}
