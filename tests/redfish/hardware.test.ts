import { describe, expect, it } from "vitest";
import { MachineError } from "../../server/machine/errors.ts";
import { hardware } from "../support/hardware.ts";
import { redfishService } from "./redfish-service.ts";

const system = "/redfish/v1/Systems/1";
const chassis = "/redfish/v1/Chassis/1";
const linksOf = (uris: readonly string[]) => uris.map(uri => ({ "@odata.id": uri }));

async function runningMachine() {
  const service = await redfishService();
  await service.machine.power("on", { via: "test" });
  await service.machine.idle();
  service.hypervisor.showHardware(hardware);
  return { ...service, json: async (url: string) => (await service.get(url)).json() };
}

describe("the parts of a machine", () => {
  it("has a processor for each socket, as CPUID describes it", async () => {
    await using machine = await runningMachine();
    expect(await machine.json(`${system}/Processors/CPU0`)).toMatchObject({
      ProcessorArchitecture: "x86",
      InstructionSet: "x86-64",
      Manufacturer: "AuthenticAMD",
      Model: "QEMU TCG CPU version 2.5+",
      ProcessorId: {
        VendorId: "AuthenticAMD",
        EffectiveFamily: "0x0F",
        EffectiveModel: "0x6B",
        Step: "0x01",
      },
      MaxSpeedMHz: 2450,
      TotalCores: 2,
      TotalThreads: 2,
      Status: { State: "Enabled", Health: "OK" },
    });
  });

  it("sums processors and memory up in the system", async () => {
    await using machine = await runningMachine();
    expect(await machine.json(system)).toMatchObject({
      ProcessorSummary: { Count: 1, CoreCount: 2, LogicalProcessorCount: 2, ThreadingEnabled: false },
      MemorySummary: { TotalSystemMemoryGiB: 2 },
    });
    expect(await machine.json(`${system}/Memory/dimm0`)).toMatchObject({
      CapacityMiB: 2048,
      Location: { PartLocation: { ServiceLabel: "DIMM 0" } },
    });
  });

  it("shows a drive, its volume and its controller, which link to each other", async () => {
    await using machine = await runningMachine();
    const drive = await machine.json(`${chassis}/Drives/disk0`);
    expect(drive).toMatchObject({
      CapacityBytes: 3 * 2 ** 30,
      SerialNumber: "QB1-disk0",
      Protocol: "PCIe",
      MediaType: "SSD",
      Links: { PCIeFunctions: linksOf([`${chassis}/PCIeDevices/00-05/PCIeFunctions/0`]) },
    });
    expect((await machine.json(`${system}/Storage/1`)).Drives).toContainEqual({
      "@odata.id": drive["@odata.id"],
    });
    const [volume] = drive.Links.Volumes;
    const { Links } = await machine.json(volume["@odata.id"]);
    expect(Links).toEqual({
      Drives: linksOf([drive["@odata.id"]]),
      Controllers: linksOf([`${system}/Storage/1/Controllers/disk0`]),
    });
  });

  it("has no room for another volume, and says what is wrong with one that could not be", async () => {
    await using machine = await runningMachine();
    const volumes = `${system}/Storage/1/Volumes`;
    const wish = { RAIDType: "None", Links: { Drives: linksOf([`${chassis}/Drives/disk0`]) } };
    const refused = await machine.request("POST", volumes, wish);
    expect([refused.statusCode, refused.body]).toEqual([
      400,
      expect.stringContaining("CreateLimitReachedForResource"),
    ]);
    const mirrored = await machine.request("POST", volumes, { ...wish, RAIDType: "RAID1" });
    expect(mirrored.body).toContain("#/RAIDType");
    const nowhere = { Links: { Drives: linksOf([`${chassis}/Drives/disk9`]) } };
    expect((await machine.request("POST", volumes, nowhere)).body).toContain("#/Links/Drives");
    expect((await machine.json(volumes)).Members).toHaveLength(2);
  });

  it("calls a drive that says how fast it turns a hard disk", async () => {
    await using machine = await runningMachine();
    expect(await machine.json(`${chassis}/Drives/ide-hd-0`)).toMatchObject({
      Protocol: "SATA",
      MediaType: "HDD",
      RotationSpeedRPM: 7200,
    });
  });

  it("lists the drives once more in the simple storage", async () => {
    await using machine = await runningMachine();
    const { Devices } = await machine.json(`${system}/SimpleStorage/1`);
    expect(Devices).toMatchObject([{ Name: "disk0", CapacityBytes: 3 * 2 ** 30 }, { Name: "ide-hd-0" }]);
  });

  it("puts the functions of a slot in one PCIe device", async () => {
    await using machine = await runningMachine();
    const uri = `${chassis}/PCIeDevices/00-1f`;
    expect(await machine.json(uri)).toMatchObject({ DeviceType: "MultiFunction" });
    expect((await machine.json(`${uri}/PCIeFunctions`)).Members).toHaveLength(2);
    expect(await machine.json(`${uri}/PCIeFunctions/2`)).toMatchObject({
      DeviceClass: "MassStorageController",
      VendorId: "0x8086",
      DeviceId: "0x2922",
      DeviceNumber: "0x1F",
      FunctionNumber: "0x2",
      Links: {
        Drives: linksOf([`${chassis}/Drives/ide-hd-0`]),
      },
    });
  });

  it("knows which PCIe function a network card is", async () => {
    await using machine = await runningMachine();
    const { Links } = await machine.json(`${chassis}/NetworkAdapters/nic0/NetworkDeviceFunctions/1`);
    const fn = await machine.json(Links.PCIeFunction["@odata.id"]);
    expect(fn.Links.EthernetInterfaces).toEqual(linksOf([`${system}/EthernetInterfaces/nic0`]));
  });

  it("stands by while the machine is off, but for network cards, which inspection of a machine that is off seeks", async () => {
    await using machine = await runningMachine();
    await machine.machine.power("off", { via: "test" });
    await machine.machine.idle();
    expect((await machine.json(`${chassis}/Drives/disk0`)).Status.State).toBe("StandbyOffline");
    expect(await machine.json(`${system}/EthernetInterfaces/nic0`)).toMatchObject({
      Status: { State: "Enabled" },
      LinkStatus: "NoLink",
      MACAddress: "52:54:00:12:34:56",
    });
  });

  it("shows a TPM as a trusted component, and as the trusted module that it was before", async () => {
    await using machine = await runningMachine();
    const old = { id: "old", model: "tpm-tis" };
    machine.hypervisor.showHardware({ ...hardware, tpms: [...(hardware.tpms ?? []), old] });
    const component = `${chassis}/TrustedComponents/tpm0`;
    expect(await machine.json(component)).toMatchObject({
      ...{ Name: "TPM 2.0", TrustedComponentType: "Discrete", Model: "tpm-crb" },
      ...{ Status: { State: "Enabled" }, Links: { Owner: { "@odata.id": system } } },
    });
    const { Links, TrustedModules } = await machine.json(system);
    expect(Links.TrustedComponents).toEqual(linksOf([component, `${chassis}/TrustedComponents/old`]));
    const Status = { State: "Enabled", Health: "OK" };
    expect(TrustedModules).toEqual([{ InterfaceType: "TPM2_0", Status }, { Status }]);
  });

  it("answers 404 for a part that there is not", async () => {
    await using machine = await runningMachine();
    for (const uri of [
      `${system}/Processors/CPU1`,
      `${system}/EthernetInterfaces/nic9`,
      `${chassis}/NetworkAdapters/nic9/Ports/1`,
      `${chassis}/PCIeDevices/00-1f/PCIeFunctions/7`,
      `${chassis}/TrustedComponents/tpm7`,
    ]) {
      expect([uri, (await machine.get(uri)).statusCode]).toEqual([uri, 404]);
    }
  });
});

describe("the cable of a network card", () => {
  const nic0 = `${system}/EthernetInterfaces/nic0`;

  it("is cut and plugged in by InterfaceEnabled", async () => {
    await using machine = await runningMachine();
    const cut = await machine.request("PATCH", nic0, { InterfaceEnabled: false });
    expect(cut.json()).toMatchObject({ InterfaceEnabled: false, LinkStatus: "LinkDown" });
    expect(machine.hypervisor.links.get("nic0")).toBe(false);
    expect(await machine.json(`${chassis}/NetworkAdapters/nic0/Ports/1`)).toMatchObject({
      InterfaceEnabled: false,
    });
    const plugged = await machine.request("PATCH", nic0, { InterfaceEnabled: true });
    expect(plugged.json()).toMatchObject({ InterfaceEnabled: true, LinkStatus: "LinkUp" });
    expect(machine.hypervisor.links.get("nic0")).toBe(true);
  });

  it("leads nowhere where QEMU has nothing at its other end", async () => {
    await using machine = await runningMachine();
    expect((await machine.json(`${system}/EthernetInterfaces/e1000-0`)).LinkStatus).toBe("NoLink");
  });

  it("stays as it was when QEMU refuses", async () => {
    await using machine = await runningMachine();
    machine.hypervisor.fail("setLink", new MachineError("unreachable", "QEMU is away."));
    expect((await machine.request("PATCH", nic0, { InterfaceEnabled: false })).statusCode).toBe(503);
    expect((await machine.json(nic0)).InterfaceEnabled).toBe(true);
  });

  it("is not for those who may only read", async () => {
    await using machine = await runningMachine();
    const refused = await machine.request("PATCH", nic0, { InterfaceEnabled: false }, machine.as("reader"));
    expect(refused.statusCode).toBe(403);
    expect(machine.hypervisor.links.size).toBe(0);
  });
});
