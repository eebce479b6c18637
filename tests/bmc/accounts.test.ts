import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Accounts } from "../../server/bmc/accounts.ts";
import { PasswordVault } from "../../server/bmc/password-vault.ts";
import { Store } from "../../server/store/store.ts";

let dir: string;
let store: Store;
let accounts: Accounts;

function open(): void {
  store = Store.open(dir);
  accounts = new Accounts(store, PasswordVault.open(join(dir, "key")));
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "accounts-"));
  open();
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true });
});

it("makes the configured administrator, with the first ID that IPMI gives to a person", () => {
  accounts.seedAdministrator("admin", "s3cret-pass");
  expect(accounts.list()).toEqual([{ id: 2, userName: "admin", role: "Administrator", enabled: true }]);
  expect(accounts.verify("admin", "s3cret-pass")?.userName).toBe("admin");
  expect(accounts.password("admin")).toBe("s3cret-pass");
});

it("lets nobody in with another password, another name or none", () => {
  accounts.seedAdministrator("admin", "s3cret-pass");
  expect(accounts.verify("admin", "s3cret-pas")).toBeUndefined();
  expect(accounts.verify("admin", "")).toBeUndefined();
  expect(accounts.verify("nobody", "")).toBeUndefined();
  expect(accounts.verify("", "")).toBeUndefined();
});

it("lets a disabled account not in", () => {
  accounts.seedAdministrator("admin", "s3cret-pass");
  store.db.exec("UPDATE account SET enabled = 0");
  accounts = new Accounts(store, PasswordVault.open(join(dir, "key")));
  expect(accounts.verify("admin", "s3cret-pass")).toBeUndefined();
});

it("takes a new password from the configuration, and only when that has changed", () => {
  accounts.seedAdministrator("admin", "first");
  accounts.seedAdministrator("admin", "second");
  expect(accounts.password("admin")).toBe("second");
  expect(accounts.list()).toHaveLength(1);
});

it("keeps accounts over a restart, and no password readable in any file", () => {
  accounts.seedAdministrator("admin", "s3cret-pass");
  store.close();
  for (const file of readdirSync(dir)) {
    expect(readFileSync(join(dir, file)).includes("s3cret-pass")).toBe(false);
  }
  expect(statSync(join(dir, "key")).mode & 0o777).toBe(0o600);
  open();
  expect(accounts.verify("admin", "s3cret-pass")?.role).toBe("Administrator");
});
