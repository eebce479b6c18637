import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Accounts } from "../../server/bmc/accounts.ts";
import { type Preserved, restoreDefaults, wantDefaults } from "../../server/bmc/defaults.ts";
import { identity } from "../../server/bmc/identity.ts";
import { PasswordVault } from "../../server/bmc/password-vault.ts";
import { EventBus } from "../../server/events/bus.ts";
import { machineStore, Store } from "../../server/store/store.ts";

const origin = { via: "redfish", user: "admin" };
const medium = { name: "a.iso", file: "/a.iso", writeProtected: true };

function bmc() {
  const folder = mkdtempSync(join(tmpdir(), "defaults-"));
  const store = Store.open(folder);
  const vault = PasswordVault.open(join(folder, "key"));
  const accounts = () => new Accounts(store, vault, new EventBus(() => {}));
  return {
    store,
    accounts,
    [Symbol.dispose]() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A BMC that was in use, after a restart with its defaults. */
function restored(preserved: Preserved) {
  const used = bmc();
  const { store, accounts } = used;
  const { uuid } = identity(store, "1");
  accounts().seedAdministrator("admin", "first");
  accounts().create({ userName: "joe", role: "Operator", password: "secret" }, origin);
  store.saveSetting("lan", { mac: "02:00:00:00:00:01" });
  store.saveSetting("clock", { ahead: 1, utcOffset: 60 });
  store.saveSetting("diskFormat:/disk", "raw");
  const record = machineStore(store);
  record.save({ wantedOn: true, secondsOn: 77, restorePolicy: "always-off" });
  record.save({ media: { slots: { Cd1: medium }, configured: "/b.iso" } });
  wantDefaults(store, preserved, origin);
  // Something that still runs.
  store.saveSetting("serialOverLan", { enabled: false });
  const wanted = restoreDefaults(store);
  return { ...used, uuid, wanted, machine: machineStore(store).load() };
}

test("what was set is forgotten, and who the machine is and how it runs is not", () => {
  using after = restored("nothing");
  const { store, accounts, uuid, wanted, machine } = after;
  expect(wanted).toEqual({ preserved: "nothing", origin });
  expect(accounts().list()).toEqual([]);
  accounts().seedAdministrator("admin", "first");
  expect(accounts().verify("admin", "first")?.role).toBe("Administrator");
  for (const name of ["lan", "clock", "serialOverLan"]) expect(store.setting(name)).toBeUndefined();
  expect(store.setting("diskFormat:/disk")).toBe("raw");
  expect(identity(store, "1").uuid).toBe(uuid);
  expect(machine).toEqual({
    ...{ wantedOn: true, secondsOn: 77 },
    media: { slots: { Cd1: null }, configured: null },
  });
});

test("network and users stay where that is asked for", () => {
  using network = restored("network");
  expect(network.store.setting("lan")).toEqual({ mac: "02:00:00:00:00:01" });
  expect(network.store.setting("clock")).toBeUndefined();
  expect(network.accounts().list()).toEqual([]);
  using both = restored("networkAndUsers");
  expect(both.accounts().verify("joe", "secret")).toBeDefined();
  expect(both.store.setting("lan")).toBeDefined();
  expect(both.store.setting("clock")).toBeUndefined();
});

test("it is done once, and not at all unless it is wanted", () => {
  using after = restored("nothing");
  after.accounts().seedAdministrator("admin", "first");
  expect(restoreDefaults(after.store)).toBeUndefined();
  expect(after.accounts().find("admin")).toBeDefined();
});
