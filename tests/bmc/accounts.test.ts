import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { AccountErrorCode } from "../../server/bmc/account-rules.ts";
import { Accounts } from "../../server/bmc/accounts.ts";
import { PasswordVault } from "../../server/bmc/password-vault.ts";
import { EventBus } from "../../server/events/bus.ts";
import { Store } from "../../server/store/store.ts";

let dir: string;
let store: Store;
let accounts: Accounts;
let changes: string[];
const events = new EventBus(error => {
  throw error;
});
events.on("accountChanged", ({ userName, change }) => changes.push(`${userName} ${change}`));
const person = { via: "test" };

function open(): void {
  store = Store.open(dir);
  accounts = new Accounts(store, PasswordVault.open(join(dir, "key")), events);
}

beforeEach(() => {
  changes = [];
  dir = mkdtempSync(join(tmpdir(), "accounts-"));
  open();
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true });
});

it("makes the configured administrator, with the first ID that IPMI gives to a person", () => {
  accounts.seedAdministrator("admin", "s3cret-pass");
  expect(accounts.list()).toMatchObject([{ id: 2, userName: "admin", role: "Administrator", enabled: true }]);
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
  accounts = new Accounts(store, PasswordVault.open(join(dir, "key")), events);
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

const operator = { userName: "bob", password: "first-word", role: "Operator" } as const;

it("gives a new account the lowest free ID, and its ID to the next when it goes", () => {
  accounts.seedAdministrator("admin", "s3cret-pass");
  expect(accounts.create(operator, person).id).toBe(3);
  expect(accounts.create({ ...operator, userName: "eve", id: 9 }, person).id).toBe(9);
  accounts.remove(3, person);
  expect(accounts.create({ ...operator, userName: "kim" }, person).id).toBe(3);
  expect(changes).toEqual(["bob created", "eve created", "bob deleted", "kim created"]);
});

it("keeps every change over a restart", () => {
  accounts.create(operator, person);
  accounts.rename(2, "robert", person);
  accounts.setPassword(2, "second", person, 16);
  accounts.setAccess(2, { role: "ReadOnly", ipmiMessaging: false, serialOverLan: false }, person);
  const before = accounts.findById(2);
  store.close();
  open();
  expect(accounts.findById(2)).toEqual(before);
  expect(before).toMatchObject({
    userName: "robert",
    role: "ReadOnly",
    passwordSize: 16,
    serialOverLan: false,
  });
  expect(accounts.verify("robert", "second")).toBeDefined();
  expect(accounts.find("bob")).toBeUndefined();
  expect(changes).toEqual(["bob created", "bob renamed", "robert password", "robert access"]);
});

it("lets nobody in who has no password or no role, whatever is tried", () => {
  accounts.create({ userName: "bob", role: "Operator" }, person);
  expect(accounts.verify("bob", "")).toBeUndefined();
  expect(accounts.password("bob")).toBeUndefined();
  accounts.setPassword(2, "word", person);
  expect(accounts.verify("bob", "word")).toBeDefined();
  accounts.setAccess(2, { role: "NoAccess" }, person);
  expect(accounts.verify("bob", "word")).toBeUndefined();
});

it("never loses the last administrator who can log in", () => {
  accounts.seedAdministrator("admin", "s3cret-pass");
  const refused = expect.objectContaining({ code: "lastAdministrator" });
  expect(() => accounts.remove(2, person)).toThrow(refused);
  expect(() => accounts.setAccess(2, { enabled: false }, person)).toThrow(refused);
  expect(() => accounts.setAccess(2, { role: "Operator" }, person)).toThrow(refused);
  accounts.create({ userName: "second", role: "Administrator" }, person);
  expect(() => accounts.remove(2, person)).toThrow(refused);
  accounts.setPassword(3, "now-there-are-two", person);
  accounts.remove(2, person);
  expect(accounts.list()).toHaveLength(1);
});

it.each<[string, AccountErrorCode, () => unknown]>([
  ["a name that is taken", "nameTaken", () => accounts.create(operator, person)],
  ["a name with a colon", "nameInvalid", () => accounts.rename(2, "b:b", person)],
  ["a name with a space", "nameInvalid", () => accounts.rename(2, "b b", person)],
  ["a name of 17 characters", "nameInvalid", () => accounts.rename(2, "b".repeat(17), person)],
  ["no password", "passwordLength", () => accounts.setPassword(2, "", person)],
  ["a password of 21 bytes", "passwordLength", () => accounts.setPassword(2, "ü".repeat(11), person)],
  ["an ID beyond 15", "tooMany", () => accounts.create({ ...operator, userName: "x", id: 16 }, person)],
  ["the null user's ID", "tooMany", () => accounts.create({ ...operator, userName: "x", id: 1 }, person)],
  ["an account that is not there", "notFound", () => accounts.setAccess(7, { enabled: true }, person)],
])("refuses %s and changes nothing", (_, code, attempt) => {
  accounts.create(operator, person);
  const before = accounts.list();
  expect(attempt).toThrow(expect.objectContaining({ code }));
  expect(accounts.list()).toEqual(before);
});
