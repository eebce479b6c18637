import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { composeSensors } from "../../../server/bmc/sensors/compose.ts";
import { Settings } from "../../../server/bmc/settings.ts";
import { Store } from "../../../server/store/store.ts";
import { eventually } from "../../support/eventually.ts";
import { fakeMachine } from "../../support/fake-machine.ts";

/** A machine with 2 processors and 2 GiB, and its sensors, which read it when `pass` says so. */
async function sensorsUnderTest({ on = true } = {}) {
  const dir = mkdtempSync(join(tmpdir(), "sensors-"));
  const store = Store.open(dir);
  onTestFinished(() => {
    store.close();
    rmSync(dir, { recursive: true });
  });
  const fake = fakeMachine();
  const { machine, events, hypervisor, seen } = fake;
  const settings = new Settings(store);
  const composed = composeSensors({ machine, events, settings });
  const { sensors } = composed;
  await machine.begin("mains", false);
  const power = async (action: "on" | "off") => (await machine.power(action, { via: "test" })).outcome;
  if (on) await power("on");
  let seconds = 0;
  let usage = { process: 1, cpuSeconds: 0, memoryBytes: 2 ** 29, bytesRead: 0, bytesWritten: 0 };
  hypervisor.usage = usage;
  sensors.sample(0);
  /** Lets time pass at this load, from 0 to 1. */
  const pass = (length: number, load = 0) => {
    for (let second = 0; second < length; second += 1) {
      seconds += 1;
      usage = { ...usage, cpuSeconds: usage.cpuSeconds + 2 * load, bytesRead: usage.bytesRead + 40e6 * load };
      hypervisor.usage = usage;
      sensors.sample(seconds * 1000);
    }
  };
  const reading = (name: string) => sensors.named(name).reading;
  const told = (name: string) => seen.filter(each => each.name === name).map(({ payload }) => payload);
  return { ...fake, ...composed, settings, power, pass, reading, told };
}

describe("while the machine is on", () => {
  it("measures processors, memory and disk", async () => {
    const { pass, reading } = await sensorsUnderTest();
    pass(2, 0.5);
    expect(["CPU Load", "Memory Use", "Disk Read", "Disk Write"].map(reading)).toEqual([50, 25, 20, 0]);
  });

  it("has no load to tell of before the second look, nor of another hypervisor's totals", async () => {
    const { pass, reading, hypervisor, sensors } = await sensorsUnderTest();
    expect(reading("CPU Load")).toBeUndefined();
    pass(1, 1);
    expect(reading("CPU Load")).toBe(100);
    hypervisor.usage = { process: 2, cpuSeconds: 0, memoryBytes: 0, bytesRead: 0, bytesWritten: 0 };
    sensors.sample(5000);
    expect(reading("CPU Load")).toBeUndefined();
  });

  it("has readings for hardware, but none for load, where nothing can be measured", async () => {
    const { reading, hypervisor, sensors } = await sensorsUnderTest();
    hypervisor.usage = undefined;
    for (const at of [1000, 2000]) sensors.sample(at);
    expect(["CPU Load", "Memory Use", "Disk Read"].map(reading)).toEqual([undefined, undefined, undefined]);
    expect(reading("MBTemp")).toBeGreaterThan(20);
  });

  it("measures what goes through the network cards, and tells nothing without a new look at them", async () => {
    const { reading, hypervisor, sensors } = await sensorsUnderTest();
    const look = (at: number, packetsReceived: number, packetsSent: number, lookedAt = at) => {
      const network = { at: lookedAt, packetsReceived, packetsSent };
      hypervisor.usage = { process: 1, cpuSeconds: 0, bytesRead: 0, bytesWritten: 0, network };
      sensors.sample(at);
      return ["Network Receive", "Network Transmit"].map(reading);
    };
    expect(look(1000, 5000, 5000)).toEqual([undefined, undefined]);
    expect(look(2000, 6200, 5040)).toEqual([1200, 0]);
    expect(look(3000, 6200, 5040, 2000)).toEqual([undefined, undefined]);
    expect(look(5000, 10_000_000, 5640)).toEqual([25_200, 200]);
    expect(reading("Memory Use")).toBeUndefined();
  });

  it("gets warm under load, slowly, and its fans follow", async () => {
    const { pass, reading } = await sensorsUnderTest();
    pass(5);
    const idle = { cpu: reading("CPU Temp"), fan: reading("Fan 1"), power: reading("Power") };
    expect(idle).toEqual({ cpu: 38, fan: 2400, power: 48 });
    pass(1, 1);
    expect(reading("Power")).toBe(158);
    expect(reading("CPU Temp")).toBeLessThan(45);
    pass(120, 1);
    expect(reading("CPU Temp")).toBeGreaterThan(75);
    expect(reading("Fan 1")).toBeGreaterThan(5000);
    expect(reading("12V")).toBeLessThan(12);
    pass(300);
    expect(reading("CPU Temp")).toBeCloseTo(38, 0);
  });

  it("never crosses a threshold by itself, whatever the load", async () => {
    const { pass, told } = await sensorsUnderTest();
    pass(600, 1);
    pass(600);
    expect(told("sensorThresholdCrossed")).toEqual([]);
  });
});

describe("while the machine is off", () => {
  it("has no reading for what needs power, little power, and cools down to the room's temperature", async () => {
    const { pass, power, reading, told } = await sensorsUnderTest();
    pass(60, 1);
    await power("off");
    pass(1);
    const dead = ["Fan 1", "Fan 2", "12V", "5V", "3.3V", "CPU Load", "Memory Use", "Disk Read", "Disk Write"];
    expect(dead.map(reading)).toEqual(dead.map(() => undefined));
    expect([reading("Power"), reading("CMOS Battery")]).toEqual([4, 3]);
    pass(1200);
    expect(["CPU Temp", "MBTemp", "Inlet Temp"].map(reading)).toEqual([22, 22, 22]);
    expect(told("sensorThresholdCrossed")).toEqual([]);
  });
});

it("keeps thresholds over a restart of the BMC", async () => {
  const { sensors, settings, machine, events } = await sensorsUnderTest();
  sensors.named("MBTemp").setLimits({ upperNonCritical: 100 });
  const again = composeSensors({ machine, events, settings }).sensors;
  expect(again.named("MBTemp").limits.upperNonCritical).toBe(100);
  again.restoreDefaults();
  expect(composeSensors({ machine, events, settings }).sensors.named("MBTemp").limits.upperNonCritical).toBe(
    170,
  );
});

describe("power statistics", () => {
  it("tell the lowest, the highest and the average of a span", async () => {
    const { sensors, pass } = await sensorsUnderTest();
    pass(9);
    pass(10, 1);
    expect(sensors.powerStatistics.over(15)).toEqual({
      current: 158,
      lowest: 48,
      highest: 158,
      average: Math.round((5 * 48 + 10 * 158) / 15),
      seconds: 15,
    });
    expect(sensors.powerStatistics.over(3600)?.seconds).toBe(20);
    pass(3700, 1);
    expect(sensors.powerStatistics.over(3600)).toMatchObject({ lowest: 158, seconds: 3600 });
  });
});

describe("the power limit", () => {
  const limit = { watts: 100, correctionTime: 3000, samplingPeriod: 1, action: "powerOff" as const };

  it("does nothing until it is activated", async () => {
    const { powerLimit, pass, machine, told } = await sensorsUnderTest();
    powerLimit.change(limit);
    pass(10, 1);
    expect([machine.powerState, told("sensorLimitExceeded")]).toEqual(["on", []]);
  });

  it("switches the machine off when it is exceeded for longer than its correction time, and says so once", async () => {
    const { powerLimit, pass, machine, told } = await sensorsUnderTest();
    powerLimit.change({ ...limit, active: true });
    pass(3, 1);
    pass(1);
    pass(3, 1);
    expect(told("sensorLimitExceeded")).toEqual([]);
    pass(1, 1);
    await eventually(
      () => machine.powerState === "off",
      5,
      () => machine.powerState,
    );
    expect(told("sensorLimitExceeded")).toEqual([
      { sensor: 6, name: "Power", reading: 158, limit: 100, unit: "W", action: "powerOff" },
    ]);
  });

  it("only logs when that is its action, once for each time", async () => {
    const { powerLimit, pass, machine, told } = await sensorsUnderTest();
    powerLimit.change({ ...limit, action: "log", active: true });
    pass(20, 1);
    expect(told("sensorLimitExceeded")).toHaveLength(1);
    pass(1);
    pass(20, 1);
    expect(told("sensorLimitExceeded")).toHaveLength(2);
    expect(machine.powerState).toBe("on");
  });

  it("averages over its sampling period", async () => {
    const { powerLimit, pass, told } = await sensorsUnderTest();
    pass(30);
    powerLimit.change({ ...limit, samplingPeriod: 30, correctionTime: 0, action: "log", active: true });
    pass(10, 1);
    expect(told("sensorLimitExceeded")).toEqual([]);
    pass(10, 1);
    expect(told("sensorLimitExceeded")).toHaveLength(1);
  });
});

it("holds the thermal limit against the air at the inlet", async () => {
  const { thermalLimit, sensors, pass, told } = await sensorsUnderTest();
  thermalLimit.set({ celsius: 35, exceptionTime: 2, action: "log" });
  pass(5);
  sensors.named("Inlet Temp").force(80);
  pass(2);
  expect(told("sensorLimitExceeded")).toEqual([]);
  pass(1);
  expect(told("sensorLimitExceeded")).toEqual([
    { sensor: 3, name: "Inlet Temp", reading: 40, limit: 35, unit: "°C", action: "log" },
  ]);
});
