import { describe, expect, it } from "vitest";
import { readingOf } from "../../../../server/bmc/sensors/scale.ts";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";

const sensorEvent = 0x04;
const mbTemp = 0x01;
const fan1 = 0x04;
const acpiPower = 0x41;
const watchdog = 0x44;

const get = { factors: 0x23, hysteresis: 0x25, thresholds: 0x27, events: 0x29, status: 0x2b, reading: 0x2d };
const set = { hysteresis: 0x24, thresholds: 0x26, events: 0x28, type: 0x2e, reading: 0x30 };
const reArm = 0x2a;

async function sensorsUnderTest({ on = true } = {}) {
  const fakes = await ipmiUnderTest({ on });
  const { sensors } = fakes.parts;
  sensors.sample(0);
  const console = fakes.login();
  const crossings = () => fakes.seen.filter(({ name }) => name === "sensorThresholdCrossed").length;
  const ask = (cmd: number, ...data: number[]) => console.command(sensorEvent, cmd, data);
  return { ...fakes, sensors, ask, crossings };
}

describe("Get Sensor Reading", () => {
  it("gives the reading that Redfish shows, in counts", async () => {
    const { ask, sensors } = await sensorsUnderTest();
    const sensor = sensors.named("MBTemp");
    const [code, counts = 0, flags, status] = ask(get.reading, mbTemp);
    expect([code, flags, status]).toEqual([0, 0xc0, 0xc0]);
    expect(readingOf(sensor.declaration.factors, counts)).toBe(sensor.reading);
  });

  it("marks the thresholds that the reading is beyond", async () => {
    const { ask } = await sensorsUnderTest();
    expect(ask(set.reading, mbTemp, 1, 220)).toEqual([0]);
    expect(ask(get.reading, mbTemp)).toEqual([0, 220, 0xc0, 0xc0 | 0b011000]);
    ask(set.reading, mbTemp, 1, 2);
    expect(ask(get.reading, mbTemp)).toEqual([0, 2, 0xc0, 0xc0 | 0b000011]);
  });

  it("says that there is none while the machine is off", async () => {
    const { ask } = await sensorsUnderTest({ on: false });
    expect(ask(get.reading, fan1)).toEqual([0, 0, 0xe0, 0xc0]);
    expect(ask(get.reading, mbTemp)[2]).toBe(0xc0);
  });

  it("gives the state of a discrete sensor that has one", async () => {
    const { ask, machine } = await sensorsUnderTest();
    expect(ask(get.reading, acpiPower)).toEqual([0, 0, 0xc0, 0x01, 0x80]);
    await (await machine.power("off", { via: "test" })).outcome;
    expect(ask(get.reading, acpiPower)).toEqual([0, 0, 0xc0, 0x20, 0x80]);
  });

  it("knows which sensors there are to read", async () => {
    const { ask } = await sensorsUnderTest();
    expect([ask(get.reading, 0x3f), ask(get.reading, watchdog), ask(get.reading)]).toEqual([
      [0xcb],
      [0xcb],
      [0xc7],
    ]);
  });
});

describe("thresholds", () => {
  it("are set one by one, kept and told when they are crossed", async () => {
    const { ask, crossings, eventLogMessages } = await withLog();
    expect(ask(get.thresholds, mbTemp)).toEqual([0, 0x3f, 10, 4, 0, 170, 210, 240]);
    expect(ask(set.thresholds, mbTemp, 0b001000, 0, 0, 0, 50, 0, 0)).toEqual([0]);
    expect(ask(get.thresholds, mbTemp)).toEqual([0, 0x3f, 10, 4, 0, 50, 210, 240]);
    expect(crossings()).toBe(1);
    expect(eventLogMessages().at(-1)).toBe("MBTemp is beyond its limit of 25 °C: 30 °C.");
  });

  it("that the sensor does not have are refused", async () => {
    const { ask } = await sensorsUnderTest();
    expect(ask(get.thresholds, fan1)).toEqual([0, 0b000111, 20, 15, 10, 0, 0, 0]);
    expect(ask(set.thresholds, fan1, 0b001001, 20, 0, 0, 90, 0, 0)).toEqual([0xcc]);
    expect(ask(get.thresholds, fan1)[2]).toBe(20);
  });

  it("are nothing that a discrete sensor has", async () => {
    const { ask } = await sensorsUnderTest();
    expect([ask(get.thresholds, acpiPower), ask(get.thresholds, 0x3f)]).toEqual([[0xcd], [0xcb]]);
  });

  it("may be read by every user and set by operators", async () => {
    const { login } = await sensorsUnderTest();
    const reader = login("reader", 2);
    expect(reader.command(sensorEvent, get.thresholds, [mbTemp])[0]).toBe(0);
    expect(reader.command(sensorEvent, set.thresholds, [mbTemp, 0, 0, 0, 0, 0, 0, 0])).toEqual([0xd4]);
    expect(reader.command(sensorEvent, set.reading, [mbTemp, 1, 0])).toEqual([0xd4]);
  });
});

it("keeps the hysteresis that is set", async () => {
  const { ask, crossings } = await sensorsUnderTest();
  expect(ask(get.hysteresis, mbTemp, 0xff)).toEqual([0, 4, 4]);
  expect(ask(set.hysteresis, mbTemp, 0xff, 40, 6)).toEqual([0]);
  expect(ask(get.hysteresis, mbTemp, 0xff)).toEqual([0, 40, 6]);
  for (const counts of [170, 131]) ask(set.reading, mbTemp, 1, counts);
  expect(crossings()).toBe(1);
  ask(set.reading, mbTemp, 1, 129);
  expect(crossings()).toBe(2);
});

it("gives the factors of readings", async () => {
  const { ask } = await sensorsUnderTest();
  expect(ask(get.factors, mbTemp, 60)).toEqual([0, 60, 5, 0, 0, 0, 0, 0xf0]);
});

describe("event enables", () => {
  const all = [0x95, 0x0a];

  it("are those of the thresholds that there are", async () => {
    const { ask } = await sensorsUnderTest();
    expect(ask(get.events, mbTemp)).toEqual([0, 0xc0, ...all, ...all]);
    expect(ask(get.events, fan1)).toEqual([0, 0xc0, 0x15, 0, 0x15, 0]);
    expect(ask(get.events, acpiPower)).toEqual([0, 0xc0, 0x21, 0, 0x21, 0]);
  });

  it("are enabled and disabled one by one", async () => {
    const { ask, crossings } = await sensorsUnderTest();
    expect(ask(set.events, mbTemp, 0xe0, 0x80, 0x0a, 0, 0)).toEqual([0]);
    expect(ask(get.events, mbTemp)).toEqual([0, 0xc0, 0x15, 0, ...all]);
    ask(set.reading, mbTemp, 1, 250);
    expect(crossings()).toBe(0);
    expect(ask(set.events, mbTemp, 0xd0, 0x80)).toEqual([0xc7]);
    expect(ask(set.events, mbTemp, 0xd0, 0x80, 0)).toEqual([0]);
    expect(ask(get.events, mbTemp)).toEqual([0, 0xc0, 0x95, 0, ...all]);
  });

  it("silence a sensor, or stop it", async () => {
    const { ask, crossings } = await sensorsUnderTest();
    expect(ask(set.events, mbTemp, 0x40)).toEqual([0]);
    ask(set.reading, mbTemp, 1, 250);
    expect([crossings(), ask(get.reading, mbTemp)[2]]).toEqual([0, 0x40]);
    ask(set.events, mbTemp, 0x00);
    expect(ask(get.reading, mbTemp)[2]).toBe(0x00);
  });
});

describe("the event status", () => {
  it("shows what is beyond and what came back", async () => {
    const { ask } = await sensorsUnderTest();
    ask(set.reading, mbTemp, 1, 220);
    ask(set.reading, mbTemp, 1, 180);
    expect(ask(get.status, mbTemp)).toEqual([0, 0xc0, 0x80, 0, 0, 0x02]);
  });

  it("of a discrete sensor is its state", async () => {
    const { ask } = await sensorsUnderTest();
    expect(ask(get.status, acpiPower)).toEqual([0, 0xc0, 1, 0, 0, 0]);
  });
});

describe("Re-arm Sensor Events", () => {
  it("tells anew what is still beyond", async () => {
    const { ask, crossings } = await sensorsUnderTest();
    ask(set.reading, mbTemp, 1, 220);
    const before = crossings();
    expect(ask(reArm, mbTemp, 0x80, 0x00, 0x02, 0, 0)).toEqual([0]);
    expect(crossings()).toBe(before + 1);
    expect(ask(get.reading, mbTemp)[1]).toBe(220);
  });

  it("of all events ends a forced reading", async () => {
    const { ask } = await sensorsUnderTest();
    ask(set.reading, mbTemp, 1, 220);
    expect(ask(reArm, mbTemp, 0x00)).toEqual([0]);
    expect(ask(get.reading, mbTemp)).toEqual([0, 60, 0xc0, 0xc0]);
    expect([ask(reArm, acpiPower, 0), ask(reArm, 0x3f, 0)]).toEqual([[0], [0xcb]]);
  });
});

describe("Set Sensor Reading And Event Status", () => {
  it("sets readings and nothing else", async () => {
    const { ask } = await sensorsUnderTest();
    const rest = [100, 0xff, 0, 0xff, 0, 0, 0, 0];
    expect(ask(set.reading, mbTemp, 0b0001_0001, ...rest)).toEqual([0x80]);
    expect(ask(set.reading, mbTemp, 0b0000_0101, ...rest)).toEqual([0x80]);
    expect(ask(set.reading, mbTemp, 0b0100_0001, ...rest)).toEqual([0x81]);
    expect(ask(set.reading, acpiPower, 1, 1)).toEqual([0x80]);
    expect(ask(set.reading, mbTemp, 1)).toEqual([0xc7]);
    expect(ask(set.reading, mbTemp, 0, ...rest)).toEqual([0]);
    expect(ask(get.reading, mbTemp)[1]).toBe(60);
    expect(ask(set.reading, mbTemp, 1, ...rest)).toEqual([0]);
    expect(ask(get.reading, mbTemp)[1]).toBe(100);
  });
});

it("tells the type of a sensor, which no one can change", async () => {
  const { ask } = await sensorsUnderTest();
  expect([ask(0x2f, mbTemp), ask(0x2f, acpiPower)]).toEqual([
    [0, 0x01, 0x01],
    [0, 0x22, 0x6f],
  ]);
  expect([ask(set.type, mbTemp, 1, 1), ask(set.type, mbTemp, 2, 1)]).toEqual([[0], [0xcc]]);
});

it("has the records of the repository as device SDRs, too", async () => {
  const { ask, login, bmc } = await sensorsUnderTest();
  const count = bmc.sdrRepository.records.length;
  expect([ask(0x20), ask(0x20, 1)]).toEqual([
    [0, count - 2, 1],
    [0, count, 1],
  ]);
  const [, ...reservation] = ask(0x22);
  expect(ask(0x21, ...reservation, 1, 0, 5, 8)).toEqual(
    login().command(0x0a, 0x23, [...reservation, 1, 0, 5, 8]),
  );
});

async function withLog() {
  const fakes = await sensorsUnderTest();
  return { ...fakes, eventLogMessages: () => fakes.parts.eventLog.entries.map(({ message }) => message) };
}
