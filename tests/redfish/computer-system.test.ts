import { describe, expect, test } from "vitest";
import { MachineError } from "../../server/machine/errors.ts";
import { redfishService } from "./redfish-service.ts";

const system = "/redfish/v1/Systems/1";

const messagesOf = (answer: { json(): { error: { "@Message.ExtendedInfo": object[] } } }) =>
  answer.json().error["@Message.ExtendedInfo"];

describe("Boot", () => {
  test.each([
    {
      change: { BootSourceOverrideTarget: "Pxe", BootSourceOverrideEnabled: "Once" },
      boot: ["Once", "Pxe", "Legacy"],
    },
    {
      change: { BootSourceOverrideTarget: "Cd", BootSourceOverrideEnabled: "Continuous" },
      boot: ["Continuous", "Cd", "Legacy"],
    },
    { change: { BootSourceOverrideTarget: "Hdd" }, boot: ["Disabled", "Hdd", "Legacy"] },
    { change: { BootSourceOverrideMode: "UEFI" }, boot: ["Disabled", "None", "UEFI"] },
    { change: {}, boot: ["Disabled", "None", "Legacy"] },
  ])("PATCH with $change gives $boot", async ({ change, boot }) => {
    await using service = await redfishService();
    const answer = await service.request("PATCH", system, { Boot: change });
    expect(answer.statusCode).toBe(200);
    expect(Object.values(answer.json().Boot).filter(value => typeof value === "string")).toEqual(boot);
    expect((await service.get(system)).json().Boot).toEqual(answer.json().Boot);
  });

  test("a change of the target alone keeps that it is once", async () => {
    await using service = await redfishService();
    const once = { BootSourceOverrideEnabled: "Once", BootSourceOverrideTarget: "Pxe" };
    await service.request("PATCH", system, { Boot: once });
    const answer = await service.request("PATCH", system, { Boot: { BootSourceOverrideTarget: "Cd" } });
    expect(answer.json().Boot).toMatchObject({ ...once, BootSourceOverrideTarget: "Cd" });
  });

  test("disabling takes the target away", async () => {
    await using service = await redfishService();
    const once = { BootSourceOverrideEnabled: "Once", BootSourceOverrideTarget: "BiosSetup" };
    await service.request("PATCH", system, { Boot: once });
    const answer = await service.request("PATCH", system, {
      Boot: { BootSourceOverrideEnabled: "Disabled" },
    });
    expect(answer.json().Boot).toMatchObject({
      BootSourceOverrideEnabled: "Disabled",
      BootSourceOverrideTarget: "None",
    });
  });

  test("Once is used up by the next start", async () => {
    await using service = await redfishService();
    const once = { BootSourceOverrideEnabled: "Once", BootSourceOverrideTarget: "Pxe" };
    await service.request("PATCH", system, { Boot: once });
    await service.request("POST", `${system}/Actions/ComputerSystem.Reset`, { ResetType: "On" });
    expect(service.hypervisor.plans).toContainEqual({ target: "pxe", mode: "legacy" });
    expect((await service.get(system)).json().Boot.BootSourceOverrideEnabled).toBe("Disabled");
  });

  test("a client may send back the whole Boot object that it read, changed in one place", async () => {
    await using service = await redfishService();
    const { Boot } = (await service.get(system)).json();
    const answer = await service.request("PATCH", system, {
      Boot: { ...Boot, BootSourceOverrideEnabled: "Continuous", BootSourceOverrideTarget: "Pxe" },
    });
    expect(answer.statusCode).toBe(200);
    expect(service.machine.bootOverride.target).toBe("pxe");
  });

  test("what the hypervisor cannot do is a client's error, and nothing is changed", async () => {
    await using service = await redfishService();
    service.hypervisor.fail("prepareBoot", new MachineError("notSupported", "There is no UEFI firmware."));
    const answer = await service.request("PATCH", system, {
      Boot: { BootSourceOverrideMode: "UEFI" },
      PowerRestorePolicy: "AlwaysOn",
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.message).toContain("There is no UEFI firmware.");
    expect(service.machine.restorePolicy).toBe("previous");
    expect(service.machine.boot.mode).toBe("legacy");
  });
});

describe("PATCH", () => {
  test("sets the restore policy and the location indicator", async () => {
    await using service = await redfishService();
    const answer = await service.request("PATCH", system, {
      PowerRestorePolicy: "AlwaysOff",
      LocationIndicatorActive: true,
    });
    expect(answer.json()).toMatchObject({ PowerRestorePolicy: "AlwaysOff", LocationIndicatorActive: true });
    expect(service.machine.restorePolicy).toBe("always-off");
    expect((await service.get("/redfish/v1/Chassis/1")).json().LocationIndicatorActive).toBe(true);
  });

  test("names everything that is wrong at once, and changes nothing", async () => {
    await using service = await redfishService();
    const answer = await service.request("PATCH", system, {
      Boot: { BootSourceOverrideTarget: "Tape", BootSourceOverrideMode: 7, Retries: 3 },
      PowerState: "On",
      Colour: "red",
      LocationIndicatorActive: true,
    });
    expect(answer.statusCode).toBe(400);
    const brief = messagesOf(answer).map(each => {
      const { MessageId, RelatedProperties } = each as { MessageId: string; RelatedProperties: string[] };
      return `${MessageId.slice("Base.1.22.".length)} ${RelatedProperties}`;
    });
    expect(brief.sort()).toEqual([
      "PropertyNotWritable #/PowerState",
      "PropertyUnknown #/Boot/Retries",
      "PropertyUnknown #/Colour",
      "PropertyValueNotInList #/Boot/BootSourceOverrideTarget",
      "PropertyValueTypeError #/Boot/BootSourceOverrideMode",
    ]);
    expect(service.machine.identify.on).toBe(false);
  });

  test("of a read-only property to the value that it has is no error", async () => {
    await using service = await redfishService();
    const answer = await service.request("PATCH", system, { Id: "1", LocationIndicatorActive: true });
    expect(answer.statusCode).toBe(200);
  });

  test.each([{}, { "@odata.id": system }])("with nothing in it (%j) says so", async body => {
    await using service = await redfishService();
    const answer = await service.request("PATCH", system, body);
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, "Base.1.22.NoOperation"]);
  });

  test.each(["constructor", "toString", "__proto__"])("knows no property %s", async name => {
    await using service = await redfishService();
    const answer = await service.request("PATCH", system, `{"${name}": 1}`);
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, "Base.1.22.PropertyUnknown"]);
  });

  test("answers with a bounded list when a thousand properties are unknown", async () => {
    await using service = await redfishService();
    const body = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`Unknown${i}`, i]));
    const messages = messagesOf(await service.request("PATCH", system, body));
    expect(messages.length).toBe(33);
    expect(messages.at(-1)).toMatchObject({ MessageId: "Base.1.22.MaximumErrorsExceeded" });
  });
});

test("the system shows the accelerator and why it was chosen", async () => {
  await using service = await redfishService();
  expect((await service.get(system)).json().Oem.QemuBmc).toEqual({
    "@odata.type": "#QemuBmc.v1_0_0.ComputerSystem",
    Accelerator: "TCG",
    AcceleratorReason: "This is a test.",
    HypervisorVersion: "7.2.22",
    ScreenshotURI: `${system}/Oem/QemuBmc/Screenshot`,
  });
});

test("the system shows its hardware and its neighbours", async () => {
  await using service = await redfishService();
  expect((await service.get(system)).json()).toMatchObject({
    UUID: service.identity.uuid,
    MemorySummary: { TotalSystemMemoryGiB: 2 },
    ProcessorSummary: { LogicalProcessorCount: 2 },
    Links: { ManagedBy: [{ "@odata.id": "/redfish/v1/Managers/1" }] },
  });
});
