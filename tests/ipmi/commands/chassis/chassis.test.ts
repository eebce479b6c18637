import { expect, it } from "vitest";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";

it("switches the identify LED on for 15 s, for a time, for good, and off", async () => {
  const { login, machine } = await ipmiUnderTest();
  const console = login("operator", 3);
  const seconds = () => {
    const { identify } = machine;
    if (!identify.on) return 0;
    return identify.until
      ? Math.round((identify.until.getTime() - Date.now()) / 1000)
      : Number.POSITIVE_INFINITY;
  };
  const identify = (...data: number[]) => {
    expect(console.command(0x00, 0x04, data)).toEqual([0]);
    return seconds();
  };
  expect(identify()).toBe(15);
  expect(identify(200)).toBe(200);
  expect(identify(0, 1)).toBe(Number.POSITIVE_INFINITY);
  expect(identify(30, 0)).toBe(30);
  expect(identify(0)).toBe(0);
  expect(console.command(0x00, 0x04, [1, 2, 3])).toEqual([0xc7]);
});

it("sets the restore policy, and tells without a change which there are", async () => {
  const { login, machine } = await ipmiUnderTest();
  const console = login("operator", 3);
  expect(console.command(0x00, 0x06, [0x03])).toEqual([0, 0x07]);
  expect(machine.restorePolicy).toBe("previous");
  for (const [policy, name] of ["always-off", "previous", "always-on"].entries()) {
    expect(console.command(0x00, 0x06, [policy])).toEqual([0, 0x07]);
    expect(machine.restorePolicy).toBe(name);
  }
  expect(console.command(0x00, 0x06, [0x07])).toEqual([0xcc]);
});

it("tells why the machine last started", async () => {
  const { login, hypervisor } = await ipmiUnderTest();
  const console = login();
  hypervisor.emit({ type: "reset", by: "watchdog" });
  expect(console.command(0x00, 0x07)).toEqual([0, 0x04, 0x00]);
  hypervisor.emit({ type: "reset", by: "guest" });
  expect(console.command(0x00, 0x07)).toEqual([0, 0x0a, 0x00]);
  await console.commandLater(0x00, 0x02, [0x03]);
  expect(console.command(0x00, 0x07)).toEqual([0, 0x01, 0x01]);
});

it("counts the minutes that the machine has been on", async () => {
  const { login, machine } = await ipmiUnderTest();
  Object.defineProperty(machine, "secondsOn", { value: 3 * 3600 + 119 });
  expect(login().command(0x00, 0x0f)).toEqual([0, 1, 181, 0, 0, 0]);
});

it("tells what the chassis has, and what it is told to have", async () => {
  const { login } = await ipmiUnderTest();
  const console = login();
  expect(console.command(0x00, 0x00)).toEqual([0, 0x06, 0x20, 0x20, 0x20, 0x20, 0x20]);
  expect(console.command(0x00, 0x05, [0x01, 0x22, 0x24, 0x26, 0x28])).toEqual([0]);
  expect(console.command(0x00, 0x00)).toEqual([0, 0x05, 0x22, 0x24, 0x26, 0x28, 0x20]);
  expect(console.command(0x00, 0x05, [0x02, 0x20, 0x20, 0x20, 0x20, 0x30])).toEqual([0]);
  expect(console.command(0x00, 0x00)).toEqual([0, 0x06, 0x20, 0x20, 0x20, 0x20, 0x30]);
});

it("disables the power button's switching off, and nothing that the machine has no button for", async () => {
  const { login, machine, hypervisor } = await ipmiUnderTest();
  const console = login();
  const status = () => console.command(0x00, 0x01).slice(3);
  expect(status()).toEqual([0x40, 0x10]);
  expect(console.command(0x00, 0x0a, [0x01])).toEqual([0]);
  expect(status()).toEqual([0x42, 0x11]);
  await expect(machine.power("powerButton", { via: "test" })).rejects.toThrow("disabled");
  expect(hypervisor.calls).toEqual([]);
  for (const button of [0x02, 0x04, 0x08])
    expect(console.command(0x00, 0x0a, [button | 0x01])).toEqual([0xcc]);
  await (await machine.power("off", { via: "test" })).outcome;
  await (await machine.power("powerButton", { via: "test" })).outcome;
  expect(machine.powerState).toBe("on");
  expect(console.command(0x00, 0x0a, [0x00])).toEqual([0]);
  expect(status()).toEqual([0x40, 0x10]);
});

it("leaves the machine off in a power cycle for as long as was set", async () => {
  const { login, machine, seen } = await ipmiUnderTest();
  expect(login().command(0x00, 0x0b, [2])).toEqual([0]);
  const began = performance.now();
  await (await machine.power("cycle", { via: "test" })).outcome;
  expect(performance.now() - began).toBeGreaterThan(1990);
  expect(seen.filter(({ name }) => name === "powerChanged").length).toBeGreaterThanOrEqual(4);
});

it("resets the machine by Chassis Reset, and not while it is off", async () => {
  const { login, machine, hypervisor } = await ipmiUnderTest();
  const console = login("operator", 3);
  expect(await console.commandLater(0x00, 0x03)).toEqual([0]);
  expect(hypervisor.calls).toContain("reset");
  await (await machine.power("off", { via: "test" })).outcome;
  expect(await console.commandLater(0x00, 0x03)).toEqual([0xd5]);
});

it("tells by which channel the order for the last restart came", async () => {
  const { login, dispatcher, bmc } = await ipmiUnderTest();
  const data = Buffer.from([0x03]);
  const hardReset = { netFn: 0x00, lun: 0, cmd: 0x02, data, privilege: 4 } as const;
  await dispatcher.dispatch({ ...bmc, channel: 0x0f, origin: { via: "kcs" } }, hardReset);
  expect(login().command(0x00, 0x07)).toEqual([0, 0x01, 0x0f]);
});
