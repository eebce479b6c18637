import { expect, it } from "vitest";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";

const control = (action: number) => [0x00, 0x02, [action]] as const;

it.each([
  ["power down", 0x00, "stop"],
  ["hard reset", 0x03, "reset"],
  ["diagnostic interrupt", 0x04, "injectNmi"],
  ["soft shutdown", 0x05, "powerButton"],
  ["power cycle", 0x02, "stop"],
])("%s does so", async (_, action, call) => {
  const { login, hypervisor } = await ipmiUnderTest();
  hypervisor.obeys = false;
  expect(await login("operator", 3).commandLater(...control(action))).toEqual([0]);
  expect(hypervisor.calls).toContain(call);
});

it("powers the machine up, and tells who did it", async () => {
  const { login, seen, machine } = await ipmiUnderTest({ on: false });
  expect(await login("operator", 3).commandLater(...control(0x01))).toEqual([0]);
  await (await machine.power("on", { via: "test" })).outcome;
  expect(seen.filter(({ name }) => name === "powerChanged").map(({ payload }) => payload)).toMatchObject([
    { to: "poweringOn", origin: { via: "ipmi", user: "operator" } },
    { to: "on", origin: { via: "ipmi", user: "operator" } },
  ]);
});

it.each([0x02, 0x03, 0x04])("answers D5h to action %i while the machine is off", async action => {
  const { login, hypervisor } = await ipmiUnderTest({ on: false });
  expect(await login().commandLater(...control(action))).toEqual([0xd5]);
  expect(hypervisor.calls).toEqual([]);
});

it("agrees when the machine is off or on already", async () => {
  const off = await ipmiUnderTest({ on: false });
  expect(await off.login().commandLater(...control(0x00))).toEqual([0]);
  expect(await off.login().commandLater(...control(0x05))).toEqual([0]);
  const on = await ipmiUnderTest();
  expect(await on.login().commandLater(...control(0x01))).toEqual([0]);
  expect([...off.hypervisor.calls, ...on.hypervisor.calls]).toEqual([]);
});

it("does not wait for the guest to follow a soft shutdown, or for a start to end", async () => {
  const { login, hypervisor, machine } = await ipmiUnderTest({ on: false });
  hypervisor.delay = 60;
  const console = login();
  expect(await console.commandLater(...control(0x01))).toEqual([0]);
  expect(machine.powerState).toBe("poweringOn");
});

it("lets an action that follows another at once wait for its turn", async () => {
  const { login, hypervisor, machine } = await ipmiUnderTest({ on: false });
  hypervisor.delay = 60;
  const console = login();
  expect(await console.commandLater(...control(0x01))).toEqual([0]);
  expect(await console.commandLater(...control(0x03))).toEqual([0]);
  expect(hypervisor.calls).toEqual(["start", "prepareBoot", "reset"]);
  expect(machine.powerState).toBe("on");
});

it("answers C0h to an action that would have to wait too long for another", async () => {
  const { login, hypervisor } = await ipmiUnderTest({ on: false });
  hypervisor.delay = 4000;
  const console = login();
  expect(await console.commandLater(...control(0x01))).toEqual([0]);
  expect(await console.commandLater(...control(0x03))).toEqual([0xc0]);
});
