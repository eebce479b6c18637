import { describe, expect, it } from "vitest";
import { MachineError } from "../../server/machine/errors.ts";
import { redfishService } from "./redfish-service.ts";

const bios = "/redfish/v1/Systems/1/Bios";
const settings = `${bios}/Settings`;
const resetBios = `${bios}/Actions/Bios.ResetBios`;

type Service = Awaited<ReturnType<typeof redfishService>>;

const json = async (service: Service, uri: string) => (await service.get(uri)).json();
const attributesOf = async (service: Service, uri: string) => (await json(service, uri)).Attributes;
const set = (service: Service, Attributes: unknown, headers?: Record<string, string>) =>
  service.request("PATCH", settings, { Attributes }, headers);
const power = async ({ machine }: Service, action: "on" | "off" | "cycle") =>
  (await machine.power(action, { via: "test" })).outcome;

interface Fault {
  readonly MessageId: string;
  readonly MessageArgs: readonly string[];
  readonly RelatedProperties: readonly string[];
}
const faultsOf = (answer: Awaited<ReturnType<typeof set>>): readonly (readonly unknown[])[] =>
  (answer.json().error["@Message.ExtendedInfo"] as readonly Fault[]).map(fault => [
    fault.MessageId.split(".").at(-1),
    fault.MessageArgs.at(-1),
    fault.RelatedProperties,
  ]);

describe("BIOS attributes", () => {
  it("are found from the system, and tell how the machine is configured", async () => {
    await using service = await redfishService();
    expect((await json(service, "/redfish/v1/Systems/1")).Bios).toEqual({ "@odata.id": bios });
    expect(await json(service, bios)).toMatchObject({
      Attributes: {
        ProcessorCount: 2,
        MemorySizeMiB: 2048,
        BootMode: "Legacy",
        NicModel: "VirtioNet",
        DiskInterface: "VirtioBlk",
        SerialPort: "Enabled",
      },
      "@Redfish.Settings": { SettingsObject: { "@odata.id": settings }, SupportedApplyTimes: ["OnReset"] },
    });
  });

  it("that are changed wait in the settings until a cold start takes them", async () => {
    await using service = await redfishService();
    await power(service, "on");
    const answer = await set(service, { ProcessorCount: 4, NicModel: "E1000e", SerialPort: "Disabled" });
    expect(answer.statusCode).toBe(200);
    const wanted = { ProcessorCount: 4, NicModel: "E1000e", SerialPort: "Disabled", MemorySizeMiB: 2048 };
    expect(answer.json().Attributes).toMatchObject(wanted);
    expect(await attributesOf(service, bios)).toMatchObject({ ProcessorCount: 2, NicModel: "VirtioNet" });
    await power(service, "cycle");
    expect(await json(service, bios)).toMatchObject({
      Attributes: wanted,
      "@Redfish.Settings": {
        Time: expect.stringMatching(/Z$/),
        Messages: [],
      },
    });
  });

  it("are the defaults again after ResetBios and a cold start", async () => {
    await using service = await redfishService();
    await set(service, { ProcessorCount: 4 });
    await power(service, "on");
    expect((await service.request("POST", resetBios)).statusCode).toBe(204);
    expect(await json(service, bios)).toMatchObject({
      ResetBiosToDefaultsPending: true,
      Attributes: { ProcessorCount: 4 },
    });
    expect(await attributesOf(service, settings)).toMatchObject({ ProcessorCount: 2 });
    await power(service, "cycle");
    expect(await json(service, bios)).toMatchObject({
      ResetBiosToDefaultsPending: false,
      Attributes: { ProcessorCount: 2 },
    });
  });

  it("with which the hypervisor does not start tell why, and can be changed back", async () => {
    await using service = await redfishService();
    await set(service, { MemorySizeMiB: 16384 });
    service.hypervisor.fail("start", new MachineError("failed", "cannot allocate memory"));
    await expect(power(service, "on")).rejects.toThrow();
    const { Attributes, "@Redfish.Settings": result } = await json(service, bios);
    expect(Attributes.MemorySizeMiB).toBe(2048);
    expect(result.Messages).toMatchObject([
      {
        MessageId: "QemuBmc.1.0.MachineSettingsRefused",
        Message: expect.stringContaining("cannot allocate memory"),
        MessageSeverity: "Critical",
        RelatedProperties: ["#/Attributes/MemorySizeMiB"],
      },
    ]);
    expect((await set(service, { MemorySizeMiB: 2048 })).statusCode).toBe(200);
    await power(service, "on");
    expect(service.machine.powerState).toBe("on");
  });

  it("are not there where somebody else has started the hypervisor", async () => {
    await using service = await redfishService({ configurable: false });
    expect((await json(service, "/redfish/v1/Systems/1")).Bios).toBeUndefined();
    expect((await service.get(bios)).statusCode).toBe(404);
    expect((await set(service, { ProcessorCount: 4 })).statusCode).toBe(404);
    expect((await service.request("POST", resetBios)).statusCode).toBe(400);
  });
});

describe("a wrong attribute is refused, and nothing is changed", () => {
  it.each([
    ["unknown", { Turbo: "Enabled" }, "PropertyUnknown", "Turbo"],
    ["too small", { ProcessorCount: 0 }, "PropertyValueOutOfRange", "ProcessorCount"],
    ["more than the host can give", { ProcessorCount: 65 }, "PropertyValueOutOfRange", "ProcessorCount"],
    ["more memory than the host has", { MemorySizeMiB: 16385 }, "PropertyValueOutOfRange", "MemorySizeMiB"],
    ["not a number", { ProcessorCount: "four" }, "PropertyValueTypeError", "ProcessorCount"],
    ["not whole", { ProcessorCount: 1.5 }, "PropertyValueTypeError", "ProcessorCount"],
    ["not a value that there is", { NicModel: "Token" }, "PropertyValueNotInList", "NicModel"],
    ["of the wrong case", { BootMode: "uefi" }, "PropertyValueNotInList", "BootMode"],
    ["no string", { SerialPort: true }, "PropertyValueTypeError", "SerialPort"],
    ["null", { SerialPort: null }, "PropertyValueTypeError", "SerialPort"],
  ])("%s", async (_, wrong, fault, name) => {
    await using service = await redfishService();
    const answer = await set(service, { VideoAdapter: "None", ...wrong });
    expect(answer.statusCode).toBe(400);
    expect(faultsOf(answer)).toEqual([[fault, name, [`#/Attributes/${name}`]]]);
    expect(service.machine.settings.pending).toEqual({});
  });

  it("a device that this QEMU does not have, which the registry does not list either", async () => {
    await using service = await redfishService();
    service.machine.settings.offer({ nicModel: ["virtio-net-pci", "e1000e"] });
    const answer = await set(service, { NicModel: "Rtl8139" });
    expect(faultsOf(answer)).toEqual([["PropertyValueNotInList", "NicModel", ["#/Attributes/NicModel"]]]);
    const { RegistryEntries } = await registryOf(service);
    const nic = RegistryEntries.Attributes.find(({ AttributeName }) => AttributeName === "NicModel");
    expect(nic?.Value?.map(({ ValueName }) => ValueName)).toEqual(["VirtioNet", "E1000e"]);
  });

  it("an attribute whose setting leaves no choice, which is nowhere shown either", async () => {
    await using service = await redfishService();
    service.machine.settings.offer({ bootMode: ["uefi"] });
    const answer = await set(service, { BootMode: "Legacy" });
    expect(faultsOf(answer)).toEqual([["PropertyValueNotInList", "BootMode", ["#/Attributes/BootMode"]]]);
    expect((await service.get("/redfish/v1/Systems/1/Bios")).json().Attributes).not.toHaveProperty(
      "BootMode",
    );
    const { RegistryEntries } = await registryOf(service);
    expect(RegistryEntries.Attributes.map(({ AttributeName }) => AttributeName)).not.toContain("BootMode");
  });

  it("an apply time other than the next reset", async () => {
    await using service = await redfishService();
    const body = (ApplyTime: string) => ({
      Attributes: { ProcessorCount: 4 },
      "@Redfish.SettingsApplyTime": { "@odata.type": "#Settings.v1_4_0.PreferredApplyTime", ApplyTime },
    });
    expect((await service.request("PATCH", settings, body("Immediate"))).statusCode).toBe(400);
    expect(service.machine.settings.pending).toEqual({});
    expect((await service.request("PATCH", settings, body("OnReset"))).statusCode).toBe(200);
  });

  it("somebody who may not", async () => {
    await using service = await redfishService();
    expect((await set(service, { ProcessorCount: 4 }, service.as("reader"))).statusCode).toBe(403);
  });

  it("a change of settings that are no longer those that the client read", async () => {
    await using service = await redfishService();
    const { etag } = (await service.get(settings)).headers;
    await set(service, { ProcessorCount: 4 });
    const late = await set(service, { ProcessorCount: 8 }, { "if-match": String(etag) });
    expect(late.statusCode).toBe(412);
  });
});

interface RegistryAttribute {
  readonly AttributeName: string;
  readonly Type: string;
  readonly Value?: readonly { readonly ValueName: string }[];
  readonly LowerBound?: number;
  readonly UpperBound?: number;
  readonly DefaultValue: string | number;
}

/** As a client finds it, by the name that the BIOS resource gives. */
async function registryOf(
  service: Service,
): Promise<{ readonly RegistryEntries: { readonly Attributes: readonly RegistryAttribute[] } }> {
  const { AttributeRegistry: id } = await json(service, bios);
  const file = await json(service, `/redfish/v1/Registries/${id}`);
  return json(service, file.Location[0].Uri);
}

describe("the attribute registry", () => {
  it("describes every attribute that there is", async () => {
    await using service = await redfishService();
    const { Attributes } = (await registryOf(service)).RegistryEntries;
    const names = Attributes.map(({ AttributeName }) => AttributeName);
    expect(names).toEqual(Object.keys(await attributesOf(service, bios)));
  });

  it("gives values that are all taken", async () => {
    await using service = await redfishService();
    for (const attribute of (await registryOf(service)).RegistryEntries.Attributes) {
      const { AttributeName, Value, LowerBound, UpperBound, DefaultValue } = attribute;
      const values = Value?.map(({ ValueName }) => ValueName) ?? [LowerBound, UpperBound];
      for (const value of [...values, DefaultValue]) {
        const answer = await set(service, { [AttributeName]: value });
        expect([AttributeName, value, answer.statusCode]).toEqual([AttributeName, value, 200]);
        expect(answer.json().Attributes[AttributeName]).toBe(value);
      }
    }
    expect(service.machine.settings.pending).toEqual({});
  });
});
