import { describe, expect, test } from "vitest";
import { redfishService } from "./redfish-service.ts";

const system = "/redfish/v1/Systems/1";
const options = `${system}/BootOptions`;
const disk = "PciRoot(0x0)/Pci(0x5,0x0)";
const usual = ["Boot0001", "Boot0101", "Boot0201", "Boot0301"];

type Service = Awaited<ReturnType<typeof redfishService>>;
const patch = (service: Service, Boot: object) => service.request("PATCH", system, { Boot });
const bootOf = async (service: Service) => (await service.get(system)).json().Boot;
/** "PropertyValueNotInList #/Boot/BootNext" */
const fault = (answer: Awaited<ReturnType<typeof patch>>) => {
  const [first] = answer.json().error["@Message.ExtendedInfo"];
  return `${answer.statusCode} ${first.MessageId.slice("Base.1.22.".length)} ${first.RelatedProperties}`;
};

describe("BootOrder", () => {
  test("names every boot option, and each of them is there", async () => {
    await using service = await redfishService();
    const { BootOrder, BootOptions } = await bootOf(service);
    expect(BootOrder).toEqual(usual);
    const { Members } = (await service.get(BootOptions["@odata.id"])).json();
    expect(Members.map((member: { "@odata.id": string }) => member["@odata.id"])).toEqual(
      usual.map(reference => `${options}/${reference}`),
    );
  });

  test("is the order of the next boot; what is not named follows", async () => {
    await using service = await redfishService();
    const answer = await patch(service, { BootOrder: ["Boot0301", "Boot0101"] });
    expect(answer.json().Boot.BootOrder).toEqual(["Boot0301", "Boot0101", "Boot0001", "Boot0201"]);
    expect(service.hypervisor.plans.at(-1)).toMatchObject({ order: ["nic0", "cd0"] });
    await patch(service, { BootOrder: [] });
    expect((await bootOf(service)).BootOrder).toEqual(usual);
  });

  test.each([
    [["Boot0101", "Boot0007"], "400 PropertyValueNotInList #/Boot/BootOrder/1"],
    [["Boot0101", "Boot0101"], "400 PropertyValueError #/Boot/BootOrder/1"],
    [["constructor"], "400 PropertyValueNotInList #/Boot/BootOrder/0"],
    [[7], "400 PropertyValueTypeError #/Boot/BootOrder/0"],
    ["Boot0101", "400 PropertyValueTypeError #/Boot/BootOrder"],
  ])("%j is refused, and says why", async (BootOrder, expected) => {
    await using service = await redfishService();
    expect(fault(await patch(service, { BootOrder, BootSourceOverrideMode: "UEFI" }))).toBe(expected);
    expect(await bootOf(service)).toMatchObject({ BootOrder: usual, BootSourceOverrideMode: "Legacy" });
  });
});

describe("a boot option", () => {
  test("says which device it is", async () => {
    await using service = await redfishService();
    expect((await service.get(`${options}/Boot0101`)).json()).toMatchObject({
      Id: "Boot0101",
      BootOptionReference: "Boot0101",
      Alias: "Cd",
      BootOptionEnabled: true,
      UefiDevicePath: "PciRoot(0x0)/Pci(0x1F,0x2)/Sata(0x0,0xFFFF,0x0)",
      RelatedItem: [{ "@odata.id": `${system}/VirtualMedia/Cd1` }],
    });
    expect((await service.get(`${options}/Boot0301`)).json()).toMatchObject({
      Alias: "Pxe",
      DisplayName: "Network Card (PXE, 52:54:00:12:34:56)",
    });
    expect((await service.get(`${options}/Boot0002`)).statusCode).toBe(404);
  });

  test("that is switched off is not tried, until it is switched on again", async () => {
    await using service = await redfishService();
    const set = (BootOptionEnabled: boolean) =>
      service.request("PATCH", `${options}/Boot0001`, { BootOptionEnabled });
    expect((await set(false)).json().BootOptionEnabled).toBe(false);
    expect(service.hypervisor.plans.at(-1)).toMatchObject({ disabled: ["disk0"] });
    await set(true);
    expect(service.hypervisor.plans.at(-1)).toEqual({ target: "none", mode: "legacy" });
  });
});

describe("the override", () => {
  test("goes to the device that BootNext names", async () => {
    await using service = await redfishService();
    const wanted = {
      ...{ BootSourceOverrideTarget: "UefiBootNext", BootSourceOverrideEnabled: "Once" },
      BootNext: "Boot0101",
    };
    expect((await patch(service, wanted)).json().Boot).toMatchObject(wanted);
    expect(service.hypervisor.plans.at(-1)).toMatchObject({ target: "uefiBootNext", device: "cd0" });
    await service.request("POST", `${system}/Actions/ComputerSystem.Reset`, { ResetType: "On" });
    expect(await bootOf(service)).toMatchObject({ BootSourceOverrideEnabled: "Disabled", BootNext: null });
  });

  test("goes to the device of a device path, however that is written", async () => {
    await using service = await redfishService();
    const answer = await patch(service, {
      ...{ BootSourceOverrideTarget: "UefiTarget", BootSourceOverrideEnabled: "Once" },
      UefiTargetBootSourceOverride: "PciRoot(0x0)/PCI(0x05,0x0)",
    });
    expect(answer.json().Boot.UefiTargetBootSourceOverride).toBe(disk);
    expect(service.hypervisor.plans.at(-1)).toMatchObject({ target: "uefiTarget", device: "disk0" });
  });

  test("boots over HTTP by UEFI, and leaves the machine's own mode", async () => {
    await using service = await redfishService();
    const wanted = {
      ...{ BootSourceOverrideTarget: "UefiHttp", BootSourceOverrideEnabled: "Once" },
      HttpBootUri: "http://192.0.2.7/boot.iso",
    };
    const { Boot } = (await patch(service, wanted)).json();
    expect(Boot).toMatchObject({ ...wanted, BootSourceOverrideMode: "UEFI" });
    expect(service.hypervisor.plans.at(-1)).toEqual({
      ...{ target: "uefiHttp", mode: "uefi" },
      httpUri: "http://192.0.2.7/boot.iso",
    });
    await patch(service, { BootSourceOverrideEnabled: "Disabled", HttpBootUri: null });
    expect(await bootOf(service)).toMatchObject({ BootSourceOverrideMode: "Legacy", HttpBootUri: null });
  });

  test("over HTTP takes a Legacy that the client has only read", async () => {
    await using service = await redfishService();
    const Boot = await bootOf(service);
    const answer = await patch(service, {
      ...Boot,
      ...{ BootSourceOverrideTarget: "UefiHttp", BootSourceOverrideEnabled: "Once" },
    });
    expect([answer.statusCode, answer.json().Boot.BootSourceOverrideMode]).toEqual([200, "UEFI"]);
  });

  test("keeps the mode that was asked for, for all boots", async () => {
    await using service = await redfishService();
    await patch(service, {
      ...{ BootSourceOverrideTarget: "Cd", BootSourceOverrideEnabled: "Once" },
      BootSourceOverrideMode: "UEFI",
    });
    await service.request("POST", `${system}/Actions/ComputerSystem.Reset`, { ResetType: "On" });
    expect(await bootOf(service)).toMatchObject({
      ...{ BootSourceOverrideEnabled: "Disabled", BootSourceOverrideMode: "UEFI" },
    });
  });

  const once = { BootSourceOverrideEnabled: "Once" };
  test.each([
    [
      { ...once, BootSourceOverrideTarget: "UefiBootNext" },
      "PropertyValueConflict #/Boot/BootSourceOverrideTarget",
    ],
    [
      { ...once, BootSourceOverrideTarget: "UefiTarget" },
      "PropertyValueConflict #/Boot/BootSourceOverrideTarget",
    ],
    [
      {
        BootSourceOverrideTarget: "UefiBootNext",
        BootSourceOverrideEnabled: "Continuous",
        BootNext: "Boot0001",
      },
      "PropertyValueConflict #/Boot/BootSourceOverrideEnabled",
    ],
    [{ BootNext: "Boot9999" }, "PropertyValueNotInList #/Boot/BootNext"],
    [
      { UefiTargetBootSourceOverride: `${disk}/HD(1)` },
      "PropertyValueNotInList #/Boot/UefiTargetBootSourceOverride",
    ],
    [{ HttpBootUri: "boot.iso" }, "PropertyValueFormatError #/Boot/HttpBootUri"],
    [{ HttpBootUri: "https://a/boot.iso" }, "PropertyValueFormatError #/Boot/HttpBootUri"],
    [{ HttpBootUri: "http://a/b c" }, "PropertyValueFormatError #/Boot/HttpBootUri"],
    [{ BootSourceOverrideTarget: "Floppy" }, "PropertyValueNotInList #/Boot/BootSourceOverrideTarget"],
    [{ BootOptions: { "@odata.id": "/redfish/v1" } }, "PropertyNotWritable #/Boot/BootOptions"],
  ])("%j is refused, and says why", async (Boot, expected) => {
    await using service = await redfishService();
    expect(fault(await patch(service, Boot))).toBe(`400 ${expected}`);
  });

  test("by HTTP in a UEFI machine cannot be asked for with Legacy", async () => {
    await using service = await redfishService();
    await patch(service, { BootSourceOverrideMode: "UEFI" });
    const Boot = { ...once, BootSourceOverrideTarget: "UefiHttp", BootSourceOverrideMode: "Legacy" };
    expect(fault(await patch(service, Boot))).toBe("400 PropertyValueConflict #/Boot/BootSourceOverrideMode");
  });
});

test("all that a client may set is listed", async () => {
  await using service = await redfishService();
  const Boot = await bootOf(service);
  expect(Boot["BootSourceOverrideTarget@Redfish.AllowableValues"]).toEqual([
    ...["None", "Pxe", "Hdd", "Cd", "Usb", "BiosSetup", "UefiTarget", "UefiHttp", "UefiBootNext"],
  ]);
  expect(Boot["BootSourceOverrideEnabled@Redfish.AllowableValues"]).toEqual([
    "Disabled",
    "Once",
    "Continuous",
  ]);
  expect(Boot["BootSourceOverrideMode@Redfish.AllowableValues"]).toEqual(["Legacy", "UEFI"]);
});

test("the progress of the boot shows, with the time of its last step", async () => {
  await using service = await redfishService();
  const progress = async () => (await service.get(system)).json().BootProgress;
  expect(await progress()).toEqual({ LastState: "None" });
  await service.request("POST", `${system}/Actions/ComputerSystem.Reset`, { ResetType: "On" });
  service.machine.bootProgress.reached("osBootStarted");
  expect(await progress()).toEqual({
    LastState: "OSBootStarted",
    LastStateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
});
