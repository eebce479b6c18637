import { afterEach, expect, it, vi } from "vitest";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";

afterEach(() => vi.useRealTimers());

async function watchdogUnderTest() {
  const test = await ipmiUnderTest();
  vi.useFakeTimers();
  const console = test.login("operator", 3);
  return {
    ...test,
    reset: () => console.command(0x06, 0x22),
    set: (...data: number[]) => console.command(0x06, 0x24, data),
    get: () => console.command(0x06, 0x25),
  };
}

it("answers 80h to a start before anybody has set the timer", async () => {
  const { reset, set, get } = await watchdogUnderTest();
  expect(reset()).toEqual([0x80]);
  expect(get()[1]).toBe(0x04);
  expect(set(0x04, 0x01, 0, 0, 0x64, 0)).toEqual([0]);
  expect(reset()).toEqual([0]);
});

it("reads back what was set, and how far the countdown is", async () => {
  const { reset, set, get } = await watchdogUnderTest();
  expect(set(0x83, 0x23, 5, 0, 0x2c, 0x01)).toEqual([0]);
  expect(get()).toEqual([0, 0x83, 0x23, 5, 0, 0x2c, 0x01, 0x2c, 0x01]);
  reset();
  await vi.advanceTimersByTimeAsync(12_350);
  expect(get()).toEqual([0, 0xc3, 0x23, 5, 0, 0x2c, 0x01, 0xb1, 0x00]);
});

it("resets the machine, marks the use that has expired, and clears the mark when told to", async () => {
  const { reset, set, get, hypervisor, login } = await watchdogUnderTest();
  set(0x02, 0x01, 0, 0, 10, 0);
  reset();
  await vi.advanceTimersByTimeAsync(1000);
  expect(hypervisor.calls).toContain("reset");
  expect(get()).toEqual([0, 0x02, 0x01, 0, 0x04, 10, 0, 0, 0]);
  expect(login().command(0x00, 0x07)).toEqual([0, 0x04, 0x00]);
  set(0x02, 0x01, 0, 0x38, 10, 0);
  expect(get()[4]).toBe(0x04);
  set(0x02, 0x01, 0, 0x04, 10, 0);
  expect(get()[4]).toBe(0);
});

it("flags a warning to the machine's software, until the timer is set again", async () => {
  const { reset, set, dispatcher, bmc } = await watchdogUnderTest();
  const flags = async () => {
    const context = { ...bmc, channel: 0x0f, origin: { via: "kcs" } };
    const request = { netFn: 0x06, lun: 0, cmd: 0x31, data: Buffer.alloc(0), privilege: 4 } as const;
    return (await dispatcher.dispatch(context, request))[1];
  };
  set(0x04, 0x30, 3, 0, 100, 0);
  reset();
  await vi.advanceTimersByTimeAsync(6999);
  expect(await flags()).toBe(0x00);
  await vi.advanceTimersByTimeAsync(1);
  expect(await flags()).toBe(0x08);
  set(0x04, 0x30, 3, 0, 100, 0);
  expect(await flags()).toBe(0x00);
});

it("stops by a Set, unless that says don't stop", async () => {
  const { reset, set, get } = await watchdogUnderTest();
  set(0x04, 0x00, 0, 0, 100, 0);
  reset();
  set(0x44, 0x00, 0, 0, 200, 0);
  expect(get()).toEqual([0, 0x44, 0, 0, 0, 200, 0, 200, 0]);
  set(0x04, 0x00, 0, 0, 100, 0);
  expect(get()[1]).toBe(0x04);
});

it("answers CCh to an SMI, to reserved uses and actions, D5h to a start while the machine is off", async () => {
  const { reset, set, machine } = await watchdogUnderTest();
  for (const [use, actions] of [
    [0x04, 0x10],
    [0x04, 0x04],
    [0x04, 0x40],
    [0x00, 0x00],
    [0x06, 0x00],
  ] as const) {
    expect(set(use, actions, 0, 0, 100, 0)).toEqual([0xcc]);
  }
  expect(set(0x04, 0, 0, 0, 100)).toEqual([0xc7]);
  set(0x04, 0x01, 0, 0, 100, 0);
  await (await machine.power("off", { via: "test" })).outcome;
  expect(reset()).toEqual([0xd5]);
});

it("lets a user read the timer, and not set it", async () => {
  const { login } = await ipmiUnderTest();
  const console = login("reader", 2);
  expect(console.command(0x06, 0x25)[0]).toBe(0);
  expect(console.command(0x06, 0x22)).toEqual([0xd4]);
  expect(console.command(0x06, 0x24, [4, 0, 0, 0, 1, 0])).toEqual([0xd4]);
});
