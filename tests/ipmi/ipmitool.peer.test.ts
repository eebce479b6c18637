import { expect, it } from "vitest";
import { identity } from "./support/ipmi-under-test.ts";
import { ipmiPeers } from "./support/peer.ts";

it.each(["-C 3 ", "-C 17 ", ""])("reads the BMC with ipmitool %s", async suite => {
  const { ipmitool } = await ipmiPeers();
  const info = await ipmitool(`${suite}mc info`);
  expect(info.code).toBe(0);
  expect(info.output).toMatch(/Firmware Revision +: 1\.12\n/);
  expect(info.output).toMatch(/IPMI Version +: 2\.0\n/);
  expect(info.output).toContain("Chassis Device");
});

it("reads everything else that describes the BMC and the chassis", async () => {
  const { ipmitool, machine } = await ipmiPeers();
  expect((await ipmitool("mc guid")).output).toContain(
    `System GUID   : ${identity.uuid}\nGUID Encoding : IPMI`,
  );
  expect((await ipmitool("mc selftest")).output).toBe("Selftest: passed\n");
  expect((await ipmitool("chassis poh")).output).toContain("0 days, 0 hours");
  expect((await ipmitool("chassis restart_cause")).output).toContain("restore-previous power policy");
  expect((await ipmitool("session info active")).output).toMatch(/privilege level +: ADMINISTRATOR/);
  expect((await ipmitool("channel info 1")).output).toContain("802.3 LAN");
  machine.setIdentify(Number.POSITIVE_INFINITY, { via: "test" });
  const status = await ipmitool("chassis status");
  expect(status.output).toMatch(/System Power +: on\n/);
  expect(status.output).toMatch(/Power Restore Policy +: previous\n/);
});

it.each([
  ["off", "stop"],
  ["reset", "reset"],
  ["diag", "injectNmi"],
  ["soft", "powerButton"],
  ["cycle", "stop"],
])("does chassis power %s once", async (action, call) => {
  const { ipmitool, hypervisor } = await ipmiPeers();
  expect((await ipmitool(`chassis power ${action}`)).code).toBe(0);
  await expect.poll(() => hypervisor.calls).toContain(call);
  expect(hypervisor.calls.filter(it => it === call)).toHaveLength(1);
});

it("switches on, and shows the power", async () => {
  const { ipmitool, hypervisor } = await ipmiPeers({ on: false });
  expect((await ipmitool("chassis power status")).output).toBe("Chassis Power is off\n");
  expect((await ipmitool("chassis power on")).code).toBe(0);
  expect((await ipmitool("chassis power status")).output).toBe("Chassis Power is on\n");
  expect(hypervisor.calls).toContain("start");
  const reset = await ipmitool("chassis power off");
  expect(reset.code).toBe(0);
  expect((await ipmitool("chassis power reset")).output).toContain("not supported in present state");
});

it.each([
  ["pxe", "", { enabled: "once", target: "pxe" }, "8004000000"],
  ["disk", " options=persistent", { enabled: "continuous", target: "hdd" }, "c008000000"],
  ["cdrom", " options=efiboot", { enabled: "once", target: "cd", mode: "uefi" }, "a014000000"],
  [
    "bios",
    " options=persistent,efiboot",
    { enabled: "continuous", target: "biosSetup", mode: "uefi" },
    "e018000000",
  ],
  ["none", "", { enabled: "disabled", target: "none" }, "8000000000"],
])("sets chassis bootdev %s%s and reads it back", async (device, options, override, flags) => {
  const { ipmitool, machine } = await ipmiPeers({ on: false });
  expect((await ipmitool(`chassis bootdev ${device}${options}`)).output).toBe(
    `Set Boot Device to ${device}\n`,
  );
  expect(machine.bootOverride).toEqual(override);
  expect((await ipmitool("chassis bootparam get 5")).output).toContain(`Boot parameter data: ${flags}`);
});

it("sets the identify LED and the restore policy", async () => {
  const { ipmitool, machine } = await ipmiPeers();
  await ipmitool("chassis identify force");
  expect(machine.identify).toEqual({ on: true });
  await ipmitool("chassis identify 0");
  expect(machine.identify).toEqual({ on: false });
  expect((await ipmitool("chassis policy list")).output).toContain("always-off always-on previous");
  await ipmitool("chassis policy always-on");
  expect(machine.restorePolicy).toBe("always-on");
});

it("refuses a reader who wants to switch off, and tells an operator what it may be", async () => {
  const { ipmitool, hypervisor } = await ipmiPeers();
  const refused = await ipmitool("-L USER chassis power off", "reader");
  expect(refused.output).toContain("Insufficient privilege level");
  expect((await ipmitool("chassis power status", "operator")).output).toContain(
    "Set Session Privilege Level to ADMINISTRATOR failed",
  );
  expect((await ipmitool("-L OPERATOR chassis power status", "operator")).output).toBe(
    "Chassis Power is on\n",
  );
  expect(hypervisor.calls).toEqual([]);
});

it("says which cipher suites do not fit", async () => {
  const { ipmitool } = await ipmiPeers();
  expect((await ipmitool("-C 1 mc info")).output).toContain("no matching cipher suite");
});
