import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { fakeMachine } from "../support/fake-machine.ts";

const tester = { via: "test" };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("is on for the time that was asked for and then off", () => {
  const { machine } = fakeMachine();
  machine.setIdentify(15, tester);
  expect(machine.identify).toEqual({ on: true, until: new Date(Date.now() + 15_000) });
  vi.advanceTimersByTime(14_999);
  expect(machine.identify.on).toBe(true);
  vi.advanceTimersByTime(1);
  expect(machine.identify.on).toBe(false);
});

it("that is forced on outlasts an earlier time", () => {
  const { machine } = fakeMachine();
  machine.setIdentify(15, tester);
  machine.setIdentify(Number.POSITIVE_INFINITY, tester);
  vi.advanceTimersByTime(3_600_000);
  expect(machine.identify).toEqual({ on: true });
});

it("is off at once with zero seconds", () => {
  const { machine, seen } = fakeMachine();
  machine.setIdentify(15, tester);
  machine.setIdentify(0, tester);
  expect(machine.identify.on).toBe(false);
  expect(seen.filter(({ name }) => name === "identifyChanged")).toHaveLength(2);
});
