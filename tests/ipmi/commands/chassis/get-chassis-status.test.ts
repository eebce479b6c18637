import { expect, it } from "vitest";
import type { PowerState } from "../../../../server/events/events.ts";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";

const getChassisStatus = [0x00, 0x01] as const;

it.each<[PowerState, 0 | 1]>([
  ["off", 0],
  ["poweringOn", 1],
  ["on", 1],
  ["paused", 1],
  ["poweringOff", 1],
  ["crashed", 0],
])("shows power for %s as %i", async (state, isOn) => {
  const { login, machine } = await ipmiUnderTest();
  Object.defineProperty(machine, "powerState", { value: state });
  expect((login().command(...getChassisStatus)[1] as number) & 1).toBe(isOn);
});

it("asks the hypervisor nothing", async () => {
  const { login, hypervisor } = await ipmiUnderTest();
  login().command(...getChassisStatus);
  expect(hypervisor.calls).toEqual([]);
});

it("shows the restore policy and the identify state", async () => {
  const { login, machine } = await ipmiUnderTest();
  const console = login();
  machine.setRestorePolicy("always-on", { via: "redfish" });
  expect(console.command(...getChassisStatus)).toEqual([0, 0x41, 0x00, 0x40, 0x10]);
  machine.setRestorePolicy("always-off", { via: "redfish" });
  machine.setIdentify(20, { via: "redfish" });
  expect(console.command(...getChassisStatus)).toEqual([0, 0x01, 0x00, 0x50, 0x10]);
  machine.setIdentify(Number.POSITIVE_INFINITY, { via: "redfish" });
  expect(console.command(...getChassisStatus)).toEqual([0, 0x01, 0x00, 0x60, 0x10]);
  machine.setIdentify(0, { via: "redfish" });
});

it("tells whether IPMI switched the machine on, and whether it died", async () => {
  const { login, machine, hypervisor } = await ipmiUnderTest({ on: false });
  const console = login();
  const lastEvent = () => console.command(...getChassisStatus)[2];
  expect(lastEvent()).toBe(0x00);
  await console.commandLater(0x00, 0x02, [0x01]);
  await (await machine.power("on", { via: "test" })).outcome;
  expect(lastEvent()).toBe(0x10);
  hypervisor.dies();
  expect(lastEvent()).toBe(0x18);
  await (await machine.power("on", { via: "redfish" })).outcome;
  expect(lastEvent()).toBe(0x00);
});
