import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, it } from "vitest";
import { machineStore, StateDirRefused, Store } from "../../server/store/store.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "store-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

it("keeps settings over a restart", () => {
  const first = Store.open(dir);
  first.saveSetting("a", { deep: [1, null] });
  first.saveSetting("a", { deep: [2, null] });
  first.close();
  const second = Store.open(dir);
  expect(second.setting("a")).toEqual({ deep: [2, null] });
  expect(second.setting("b")).toBeUndefined();
  second.close();
});

it("keeps the parts of the machine's record that a save does not name", () => {
  const store = Store.open(dir);
  machineStore(store).save({ wantedOn: true, secondsOn: 5 });
  machineStore(store).save({ secondsOn: 6 });
  expect(machineStore(store).load()).toEqual({ wantedOn: true, secondsOn: 6 });
  store.close();
});

it("refuses a folder that another BMC holds, and takes it once that one has gone", () => {
  const first = Store.open(dir);
  expect(() => Store.open(dir)).toThrow(StateDirRefused);
  first.close();
  Store.open(dir).close();
});

it("leaves a folder alone that a later version has written", () => {
  const later = Store.open(dir);
  later.db.exec("PRAGMA user_version = 1000");
  later.close();
  expect(() => Store.open(dir)).toThrow(/was written by a later version/);
  const file = new DatabaseSync(join(dir, "state.sqlite"));
  expect(file.prepare("PRAGMA user_version").get()).toEqual({ user_version: 1000 });
  file.close();
});

it("makes a folder that only its owner may enter", () => {
  const folder = join(dir, "new/state");
  Store.open(folder).close();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});
