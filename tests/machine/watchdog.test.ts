import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { WatchdogSettings } from "../../server/machine/watchdog.ts";
import { fakeMachine } from "../support/fake-machine.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const settings: WatchdogSettings = {
  use: "smsOs",
  action: "reset",
  interrupt: "none",
  preTimeout: 0,
  countdown: 10_000,
  logged: true,
};

async function running(changes: Partial<WatchdogSettings> = {}) {
  const test = fakeMachine();
  await test.machine.begin("mains", false);
  await (await test.machine.power("on", { via: "test" })).outcome;
  test.hypervisor.calls.length = 0;
  const { watchdog } = test.machine;
  watchdog.set({ ...settings, ...changes }, false, []);
  test.seen.length = 0;
  watchdog.start();
  expect(test.seen.shift()).toEqual({ name: "watchdogChanged", payload: { running: true, enabled: true } });
  return { ...test, watchdog, names: () => test.seen.map(({ name }) => name) };
}

it("resets the machine when nobody feeds it, and tells so first", async () => {
  const { watchdog, hypervisor, machine, seen } = await running();
  await vi.advanceTimersByTimeAsync(9999);
  expect(seen).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(hypervisor.calls).toContain("reset");
  expect(seen.slice(0, 3)).toEqual([
    { name: "watchdogChanged", payload: { running: false, enabled: true } },
    { name: "watchdogExpired", payload: { use: "smsOs", action: "reset", logged: true } },
    { name: "machineReset", payload: { cause: "watchdog", origin: { via: "bmc" } } },
  ]);
  expect(machine.bootCause).toBe("watchdog");
  expect(watchdog).toMatchObject({ running: false, left: 0, expired: ["smsOs"] });
});

it.each([
  ["off", "off"],
  ["cycle", "on"],
] as const)("its action %s leaves the machine %s", async (action, state) => {
  const { machine, hypervisor } = await running({ action });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(hypervisor.calls).toContain("stop");
  await (await machine.power(action, { via: "test" })).outcome;
  expect(machine.powerState).toBe(state);
});

it("with no action only marks that it has ended, until the mark is cleared", async () => {
  const { watchdog, hypervisor, names } = await running({ action: "none", use: "osLoad", logged: false });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(names()).toEqual(["watchdogChanged", "watchdogExpired"]);
  expect(hypervisor.calls).toEqual([]);
  expect(watchdog.expired).toEqual(["osLoad"]);
  watchdog.set(settings, false, ["biosPost"]);
  expect(watchdog.expired).toEqual(["osLoad"]);
  watchdog.set(settings, false, ["osLoad"]);
  expect(watchdog.expired).toEqual([]);
});

it("does nothing as long as it is fed", async () => {
  const { watchdog, seen } = await running();
  for (let feed = 0; feed < 10; feed += 1) {
    await vi.advanceTimersByTimeAsync(9000);
    watchdog.start();
  }
  expect(watchdog.left).toBe(10_000);
  expect(seen).toEqual([]);
});

it("warns before the end, and from then on only a new setting stops it", async () => {
  const { watchdog, hypervisor, names } = await running({ interrupt: "nmi", preTimeout: 3 });
  await vi.advanceTimersByTimeAsync(7000);
  expect(names()).toEqual(["watchdogPreTimeout", "nmiInjected"]);
  watchdog.start();
  expect(watchdog.left).toBe(3000);
  watchdog.set(settings, true, []);
  await vi.advanceTimersByTimeAsync(9999);
  expect(hypervisor.calls).toEqual(["injectNmi"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(hypervisor.calls).toContain("reset");
});

it("warns by a message without touching the machine", async () => {
  const { seen, hypervisor } = await running({ interrupt: "messaging", preTimeout: 4, use: "oem" });
  await vi.advanceTimersByTimeAsync(6000);
  expect(seen).toEqual([
    {
      name: "watchdogPreTimeout",
      payload: { use: "oem", interrupt: "messaging", secondsLeft: 4, logged: true },
    },
  ]);
  expect(hypervisor.calls).toEqual([]);
});

it("stops when it is set, or runs on with the new countdown where that is asked for", async () => {
  const { watchdog, seen } = await running();
  watchdog.set({ ...settings, countdown: 20_000 }, true, []);
  expect(watchdog).toMatchObject({ running: true, left: 20_000 });
  watchdog.set(settings, false, []);
  expect(watchdog).toMatchObject({ running: false, left: 10_000 });
  watchdog.set(settings, true, []);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seen).toEqual([{ name: "watchdogChanged", payload: { running: false, enabled: true } }]);
});

it("stops when the machine is switched off, crashes, or is reset, by whomever", async () => {
  const off = await running();
  await (await off.machine.power("off", { via: "test" })).outcome;
  const crashed = await running();
  crashed.hypervisor.dies();
  const reset = await running();
  await (await reset.machine.power("reset", { via: "test" })).outcome;
  const rebooted = await running();
  rebooted.hypervisor.emit({ type: "reset", by: "guest" });
  for (const { watchdog } of [off, crashed, reset, rebooted]) expect(watchdog.running).toBe(false);
  await vi.advanceTimersByTimeAsync(60_000);
  for (const { names } of [off, crashed, reset, rebooted]) expect(names()).not.toContain("watchdogExpired");
});

it("stands still while the machine is paused", async () => {
  const { watchdog, machine, names } = await running();
  await vi.advanceTimersByTimeAsync(4000);
  await (await machine.power("pause", { via: "test" })).outcome;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(watchdog.left).toBe(6000);
  await (await machine.power("resume", { via: "test" })).outcome;
  await vi.advanceTimersByTimeAsync(5999);
  expect(names()).not.toContain("watchdogExpired");
  await vi.advanceTimersByTimeAsync(1);
  expect(names()).toContain("watchdogExpired");
});

it("ends at once where the countdown is 0", async () => {
  const { names } = await running({ countdown: 0, action: "none" });
  await vi.advanceTimersByTimeAsync(0);
  expect(names()).toEqual(["watchdogChanged", "watchdogExpired"]);
});

it("is not started while it was never set, the machine is off, or the user has disabled it", async () => {
  const { machine } = fakeMachine();
  await machine.begin("mains", false);
  const { watchdog } = machine;
  expect(watchdog.start()).toBe(false);
  watchdog.set(settings, false, []);
  expect(() => watchdog.start()).toThrow("not on");
  await (await machine.power("on", { via: "test" })).outcome;
  watchdog.change({ enabled: false });
  expect(() => watchdog.start()).toThrow("disabled");
  watchdog.change({ enabled: true });
  expect(watchdog.start()).toBe(true);
  watchdog.change({ enabled: false });
  expect(watchdog.running).toBe(false);
});

it("takes the user's word on its actions while it runs", async () => {
  const { watchdog, hypervisor } = await running({ action: "none" });
  await vi.advanceTimersByTimeAsync(5000);
  watchdog.change({ action: "off", interrupt: "nmi" });
  await vi.advanceTimersByTimeAsync(2000);
  expect(hypervisor.calls).toEqual(["injectNmi"]);
  await vi.advanceTimersByTimeAsync(3000);
  expect(hypervisor.calls).toEqual(["injectNmi", "stop"]);
});

it("begins its countdown anew after a restart of the BMC, with the marks kept", async () => {
  const { store, watchdog } = await running({ countdown: 5000 });
  watchdog.set({ ...settings, use: "biosPost", countdown: 5000, action: "none" }, false, []);
  watchdog.start();
  await vi.advanceTimersByTimeAsync(5000);
  watchdog.set(settings, false, []);
  watchdog.start();
  const next = fakeMachine({ record: store.record });
  next.hypervisor.status = "running";
  await vi.advanceTimersByTimeAsync(9000);
  await next.machine.begin("mains", false);
  expect(next.machine.watchdog).toMatchObject({ running: true, left: 10_000, expired: ["biosPost"] });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(next.hypervisor.calls).toContain("reset");
});

it("is stopped when the next BMC finds the machine off", async () => {
  const { store } = await running();
  const next = fakeMachine({ record: store.record });
  await next.machine.begin("mains", false);
  expect(next.machine.watchdog.running).toBe(false);
});

it("tells when the machine does not let it act", async () => {
  const { hypervisor, seen } = await running();
  hypervisor.fail("reset");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(seen).toContainEqual({
    name: "powerOperationFailed",
    payload: {
      action: "reset",
      origin: { via: "bmc" },
      detail: "After the watchdog's time-out: reset failed",
    },
  });
});
