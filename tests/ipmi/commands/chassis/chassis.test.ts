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
  expect(console.command(0x00, 0x07)).toEqual([0, 0x04, 0x01]);
  hypervisor.emit({ type: "reset", by: "guest" });
  expect(console.command(0x00, 0x07)).toEqual([0, 0x0a, 0x01]);
  await console.commandLater(0x00, 0x02, [0x03]);
  expect(console.command(0x00, 0x07)).toEqual([0, 0x01, 0x01]);
});

it("counts the minutes that the machine has been on", async () => {
  const { login, machine } = await ipmiUnderTest();
  Object.defineProperty(machine, "secondsOn", { value: 3 * 3600 + 119 });
  expect(login().command(0x00, 0x0f)).toEqual([0, 1, 181, 0, 0, 0]);
});

it("tells what the chassis has", async () => {
  expect((await ipmiUnderTest()).login().command(0x00, 0x00)).toEqual([
    0, 0x04, 0x20, 0x20, 0x20, 0x20, 0x20,
  ]);
});
