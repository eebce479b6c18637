import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { identity } from "../../server/bmc/identity.ts";
import { Store } from "../../server/store/store.ts";

function openStore(): Store {
  const dir = mkdtempSync(join(tmpdir(), "identity-"));
  const store = Store.open(dir);
  onTestFinished(() => {
    store.close();
    rmSync(dir, { recursive: true });
  });
  return store;
}

const chosen = {
  uuid: "6B1F0A52-5C7E-4F0E-9A35-0D9D2F4F7C11",
  serialNumber: "",
  assetTag: "A1",
};

it("is made once and kept", () => {
  const store = openStore();
  expect(identity(store, "1")).toEqual(identity(store, "1"));
});

it("is what the owner chooses, with a serial number of that UUID, and nothing else changes", () => {
  const store = openStore();
  const { bmcUuid } = identity(store, "1");
  expect(identity(store, "1", chosen)).toMatchObject({
    uuid: "6b1f0a52-5c7e-4f0e-9a35-0d9d2f4f7c11",
    serialNumber: "QB6B1F0A525C",
    assetTag: "A1",
    bmcUuid,
  });
  expect(identity(store, "1", { ...chosen, serialNumber: "S1" }).serialNumber).toBe("S1");
});

it("is the one that was made again when the owner no longer chooses", () => {
  const store = openStore();
  const { uuid } = identity(store, "1");
  identity(store, "1", chosen);
  expect(identity(store, "1").uuid).toBe(uuid);
});
