import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SecureBootState } from "../../server/machine/secure-boot-state.ts";
import { secureBootVariables } from "../../server/qemu/uefi/secure-boot-variables.ts";
import { machineVariables } from "../support/uefi-firmware.ts";
import { redfishService } from "./redfish-service.ts";

const system = "/redfish/v1/Systems/1";
const secureBoot = `${system}/SecureBoot`;
const databases = `${secureBoot}/SecureBootDatabases`;
const resetKeys = `${secureBoot}/Actions/SecureBoot.ResetKeys`;
const uefi = { enabled: "continuous", target: "hdd", mode: "uefi" } as const;
const by = { via: "test" };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "secure-boot-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A service over the variables of a machine of its own, of the firmware that is installed here. */
async function serviceWithVariables() {
  const variables = machineVariables(mkdtempSync(join(folder, "state-")));
  const secureBootOnDisk = secureBootVariables(variables);
  const service = await redfishService({ secureBootVariables: secureBootOnDisk });
  const onDisk = async (): Promise<SecureBootState | undefined> => secureBootOnDisk.read();
  const view = async (): Promise<Record<string, unknown>> => (await service.get(secureBoot)).json();
  const startByUefi = async () => {
    await service.machine.setBootOverride(uefi, by);
    await (await service.machine.power("on", by)).outcome;
  };
  return { service, onDisk, view, startByUefi };
}

describe("secure boot of a machine that is off", () => {
  it("is enabled at once, in the firmware's variables", async () => {
    const { service, onDisk } = await serviceWithVariables();
    await using _ = service;
    expect((await service.get(system)).json().SecureBoot).toEqual({ "@odata.id": secureBoot });
    expect(await onDisk()).toMatchObject({ enabled: false, mode: "user" });
    const answer = await service.request("PATCH", secureBoot, { SecureBootEnable: true });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      SecureBootEnable: true,
      SecureBootCurrentBoot: "Disabled",
      SecureBootMode: "UserMode",
    });
    expect(await onDisk()).toMatchObject({ enabled: true });
    expect(service.seen).toContainEqual({
      name: "secureBootChanged",
      payload: { enabled: true, pending: false, origin: { via: "redfish", user: "admin" } },
    });
  });

  it("loses the platform key, then all keys, and gets the vendors' keys back", async () => {
    const { service, onDisk, view } = await serviceWithVariables();
    await using _ = service;
    const usual = (await onDisk())?.databases;
    const reset = async (ResetKeysType: string) =>
      expect((await service.request("POST", resetKeys, { ResetKeysType })).statusCode).toBe(204);
    await reset("DeletePK");
    expect(await view()).toMatchObject({ SecureBootMode: "SetupMode" });
    expect((await onDisk())?.databases).toEqual({ ...usual, PK: [] });
    await reset("DeleteAllKeys");
    expect((await onDisk())?.databases).toEqual({ PK: [], KEK: [], db: [], dbx: [] });
    await reset("ResetAllKeysToDefault");
    expect((await onDisk())?.databases).toEqual(usual);
    expect(await view()).toMatchObject({ SecureBootMode: "UserMode", SecureBootEnable: false });
  });

  it("refuses what it does not know, and names it", async () => {
    const { service } = await serviceWithVariables();
    await using _ = service;
    const value = await service.request("PATCH", secureBoot, { SecureBootEnable: "yes" });
    expect(value.statusCode).toBe(400);
    expect(value.json().error["@Message.ExtendedInfo"][0].RelatedProperties).toEqual(["#/SecureBootEnable"]);
    const type = await service.request("POST", resetKeys, { ResetKeysType: "DeleteKEK" });
    expect(type.statusCode).toBe(400);
    expect(type.json().error.code).toMatch(/ActionParameterValueNotInList$/);
    const reader = await service.request(
      "PATCH",
      secureBoot,
      { SecureBootEnable: true },
      service.as("reader"),
    );
    expect(reader.statusCode).toBe(403);
  });
});

describe("secure boot of a machine that runs", () => {
  it("waits for a cold start, and shows what is wanted next to what is in force", async () => {
    const { service, onDisk, view, startByUefi } = await serviceWithVariables();
    await using _ = service;
    await startByUefi();
    await service.request("PATCH", secureBoot, { SecureBootEnable: true });
    expect(await view()).toMatchObject({ SecureBootEnable: true, SecureBootCurrentBoot: "Disabled" });
    expect(await onDisk()).toMatchObject({ enabled: false });
    expect(service.hypervisor.plans.at(-1)).toMatchObject({ mode: "uefi", cold: true });
    await (await service.machine.power("cycle", by)).outcome;
    expect(await view()).toMatchObject({ SecureBootEnable: true, SecureBootCurrentBoot: "Enabled" });
    expect(await onDisk()).toMatchObject({ enabled: true });
  });

  it("is written as soon as the machine is off", async () => {
    const { service, onDisk, startByUefi } = await serviceWithVariables();
    await using _ = service;
    await startByUefi();
    await service.request("PATCH", secureBoot, { SecureBootEnable: true });
    await (await service.machine.power("off", by)).outcome;
    await expect.poll(onDisk).toMatchObject({ enabled: true });
    expect((await service.get(secureBoot)).json()).toMatchObject({ SecureBootCurrentBoot: "Disabled" });
  });

  it("waits no more once what was asked for is taken back", async () => {
    const { service, startByUefi } = await serviceWithVariables();
    await using _ = service;
    await startByUefi();
    await service.request("PATCH", secureBoot, { SecureBootEnable: true });
    await service.request("PATCH", secureBoot, { SecureBootEnable: false });
    expect(service.machine.secureBoot.isPending).toBe(false);
    expect(service.hypervisor.plans.at(-1)).not.toHaveProperty("cold");
  });
});

describe("the databases", () => {
  it("show the certificates and the signatures that are in them", async () => {
    const { service } = await serviceWithVariables();
    await using _ = service;
    const ids = (await service.get(databases))
      .json()
      .Members.map((each: { "@odata.id": string }) => each["@odata.id"]);
    expect(ids).toEqual(["PK", "KEK", "db", "dbx"].map(id => `${databases}/${id}`));
    const certificates = (await service.get(`${databases}/db/Certificates`)).json();
    const views = certificates.Members.map(async (each: { "@odata.id": string }) =>
      (await service.get(each["@odata.id"])).json(),
    );
    const names = (await Promise.all(views)).map(({ Subject }) => Subject.CommonName);
    expect(names).toContain("Microsoft Corporation UEFI CA 2011");
    const [signature] = (await service.get(`${databases}/dbx/Signatures`)).json().Members;
    expect((await service.get(signature["@odata.id"])).json()).toMatchObject({
      SignatureType: "EFI_CERT_SHA256_GUID",
      SignatureTypeRegistry: "UEFI",
      SignatureString: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("are reset one by one", async () => {
    const { service, onDisk } = await serviceWithVariables();
    await using _ = service;
    const reset = (ResetKeysType: string) =>
      service.request("POST", `${databases}/dbx/Actions/SecureBootDatabase.ResetKeys`, { ResetKeysType });
    expect((await reset("DeleteAllKeys")).statusCode).toBe(204);
    expect((await onDisk())?.databases).toMatchObject({ dbx: [], PK: [expect.anything()] });
    await reset("ResetAllKeysToDefault");
    expect((await onDisk())?.databases.dbx.length).toBeGreaterThan(0);
  });
});

it("a machine whose firmware is not the BMC's to know has no secure boot", async () => {
  await using service = await redfishService();
  expect((await service.get(system)).json()).not.toHaveProperty("SecureBoot");
  expect((await service.get(secureBoot)).statusCode).toBe(404);
  expect((await service.request("POST", resetKeys, { ResetKeysType: "DeletePK" })).statusCode).toBe(400);
});
