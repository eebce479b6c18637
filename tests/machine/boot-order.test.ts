import { describe, expect, it } from "vitest";
import type { Origin } from "../../server/events/events.ts";
import { bootSequence } from "../../server/machine/boot-order.ts";
import { MachineError } from "../../server/machine/errors.ts";
import type { BootDevice, BootPlan } from "../../server/machine/hypervisor.ts";
import { fakeMachine } from "../support/fake-machine.ts";

const tester: Origin = { via: "test" };
const devices: readonly BootDevice[] = [
  { id: "nic0", kind: "pxe" },
  { id: "nic1", kind: "pxe" },
  { id: "usb0", kind: "usb" },
  { id: "cd0", kind: "cd" },
  { id: "disk0", kind: "hdd" },
];

describe("the order of a boot", () => {
  const cases: readonly (readonly [string, Partial<BootPlan>, string])[] = [
    ["is disk, CD, USB disk and network when nobody says otherwise", {}, "disk0 cd0 usb0 nic0 nic1"],
    ["begins with what is named", { order: ["nic1", "cd0"] }, "nic1 cd0 disk0 usb0 nic0"],
    ["passes over names of what is not there", { order: ["nic7", "usb0"] }, "usb0 disk0 cd0 nic0 nic1"],
    ["leaves out what is disabled", { disabled: ["disk0", "nic0"] }, "cd0 usb0 nic1"],
    ["begins with all devices of the target's kind", { target: "pxe" }, "nic0 nic1 disk0 cd0 usb0"],
    ["keeps their own order in that", { target: "pxe", order: ["nic1"] }, "nic1 nic0 disk0 cd0 usb0"],
    ["lets the USB disk stand for the CD that does not boot", { target: "cd" }, "cd0 usb0 disk0 nic0 nic1"],
    [
      "begins with a disabled device that is the target",
      { target: "cd", disabled: ["cd0"] },
      "cd0 usb0 disk0 nic0 nic1",
    ],
    [
      "begins with the one device that is named",
      { target: "uefiBootNext", device: "nic1" },
      "nic1 disk0 cd0 usb0 nic0",
    ],
    [
      "is the same for the firmware's setup",
      { target: "biosSetup", order: ["cd0"] },
      "cd0 disk0 usb0 nic0 nic1",
    ],
    ["begins with the network for HTTP", { target: "uefiHttp" }, "nic0 nic1 disk0 cd0 usb0"],
  ];
  it.each(cases)("%s", (_, plan, expected) => {
    const sequence = bootSequence(devices, { target: "none", ...plan });
    expect(sequence.map(({ id }) => id).join(" ")).toBe(expected);
  });
});

describe("the boot settings of a machine", () => {
  it("are what the hypervisor is told, and outlast the BMC", async () => {
    const { machine, hypervisor, store, seen } = fakeMachine();
    await machine.boot.change({ order: ["cd0"], disabled: ["nic0"] }, tester);
    expect(hypervisor.plans.at(-1)).toEqual({
      ...{ target: "none", mode: "legacy" },
      ...{ order: ["cd0"], disabled: ["nic0"] },
    });
    expect(seen.map(({ name }) => name)).toEqual(["bootSettingsChanged"]);
    const next = fakeMachine({ record: store.record }).machine;
    expect(next.boot.order.map(({ id }) => id)).toEqual(["cd0", "disk0", "usb0", "nic0"]);
    expect(next.boot.settings.disabled).toEqual(["nic0"]);
  });

  it("are as they were when the hypervisor refuses", async () => {
    const { machine, hypervisor, seen } = fakeMachine();
    hypervisor.fail("prepareBoot", new MachineError("notSupported", "no"));
    await expect(machine.boot.change({ order: ["cd0"], mode: "uefi" }, tester)).rejects.toThrow("no");
    expect(machine.boot.settings.order).toEqual([]);
    expect(machine.settings.current.bootMode).toBe("legacy");
    expect(seen).toEqual([]);
  });

  it("take a new mode for all boots to come", async () => {
    const { machine, hypervisor } = fakeMachine();
    const override = { enabled: "once", target: "cd" } as const;
    await machine.boot.change({ mode: "uefi", override }, tester);
    await (await machine.power("on", tester)).outcome;
    await (await machine.power("reset", tester)).outcome;
    expect(hypervisor.plans.at(-1)).toEqual({ target: "none", mode: "uefi" });
  });

  it("leave the machine's mode alone when one override has its own", async () => {
    const { machine, hypervisor } = fakeMachine();
    const override = { enabled: "once", target: "uefiHttp", mode: "uefi" } as const;
    await machine.boot.change({ override, httpUri: "http://10.0.2.2/x.efi" }, tester);
    hypervisor.plans.length = 0;
    await (await machine.power("on", tester)).outcome;
    expect(hypervisor.plans).toEqual([
      { target: "uefiHttp", mode: "uefi", httpUri: "http://10.0.2.2/x.efi" },
      { target: "none", mode: "legacy" },
    ]);
    expect(machine.boot.settings.httpUri).toBe("http://10.0.2.2/x.efi");
  });

  it("name a next device for one boot", async () => {
    const { machine, hypervisor } = fakeMachine();
    const override = { enabled: "once", target: "uefiBootNext" } as const;
    await machine.boot.change({ override, next: "cd0" }, tester);
    hypervisor.plans.length = 0;
    await (await machine.power("on", tester)).outcome;
    expect(hypervisor.plans[0]).toMatchObject({ target: "uefiBootNext", device: "cd0" });
    expect(machine.boot.settings.next).toBeNull();
  });
});
