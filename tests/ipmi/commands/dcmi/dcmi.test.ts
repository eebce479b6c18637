import { describe, expect, it } from "vitest";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";

const groupExtension = 0x2c;
const dcmi = 0xdc;

async function dcmiUnderTest({ on = true } = {}) {
  const fakes = await ipmiUnderTest({ on });
  fakes.parts.sensors.sample(0);
  const asUser = (user: string, privilege: number) => {
    const console = fakes.login(user, privilege);
    return (cmd: number, ...data: number[]) => console.command(groupExtension, cmd, [dcmi, ...data]);
  };
  const console = fakes.login();
  const askLater = (cmd: number, ...data: number[]) =>
    console.commandLater(groupExtension, cmd, [dcmi, ...data]);
  return { ...fakes, asUser, ask: asUser("admin", 4), askLater };
}

const bytes = (text: string) => [...Buffer.from(text, "latin1")];

it.each([
  { selector: 1, data: [0x0f, 0x01, 0x39] },
  { selector: 2, data: [0xff, 0x9f, 0x05, 0x07, 0x01] },
  { selector: 3, data: [0x20, 0x01] },
  { selector: 4, data: [0x01, 0xff, 0xff] },
  { selector: 5, data: [4, 0x05, 0x41, 0x4f, 0x81] },
])("tells capability parameter $selector", async ({ selector, data }) => {
  const { asUser } = await dcmiUnderTest();
  expect(asUser("reader", 2)(0x01, selector)).toEqual([0, dcmi, 1, 5, 2, ...data]);
});

it("knows no other capability parameter", async () => {
  const { ask } = await dcmiUnderTest();
  expect([ask(0x01, 0), ask(0x01, 6)]).toEqual([[0xcc], [0xcc]]);
});

describe("Get Power Reading", () => {
  it("tells the power that the sensor shows, and over which time", async () => {
    const { asUser, parts } = await dcmiUnderTest();
    for (const at of [1000, 2000]) parts.sensors.sample(at);
    const answer = Buffer.from(asUser("reader", 2)(0x02, 1, 0, 0));
    expect([...answer.subarray(0, 2)]).toEqual([0, dcmi]);
    const watts = parts.sensors.named("Power").reading;
    expect([2, 4, 6, 8].map(offset => answer.readUInt16LE(offset))).toEqual([watts, watts, watts, watts]);
    expect(answer.readUInt32LE(14)).toBe(3000);
    expect(answer[18]).toBe(0x40);
  });

  it("averages over the periods that it offers and no others", async () => {
    const { ask } = await dcmiUnderTest();
    expect(ask(0x02, 2, 0x05, 0)[0]).toBe(0);
    expect([ask(0x02, 2, 0x06, 0), ask(0x02, 3, 0, 0)]).toEqual([[0xcc], [0xcc]]);
  });
});

describe("the power limit", () => {
  const noLimit = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0];
  const limit = [0x11, 120, 0, 0xd0, 0x07, 0, 0, 0, 0, 5, 0];

  it("is told with a remark while it is not active", async () => {
    const { asUser, ask } = await dcmiUnderTest();
    expect(asUser("reader", 2)(0x03, 0, 0)).toEqual([0x80, dcmi, ...noLimit]);
    expect(ask(0x04, 0, 0, 0, ...limit)).toEqual([0, dcmi]);
    expect(ask(0x03, 0, 0)).toEqual([0x80, dcmi, 0, 0, ...limit]);
  });

  it("is activated and deactivated", async () => {
    const { ask, parts } = await dcmiUnderTest();
    expect(ask(0x05, 1, 0, 0)).toEqual([0xd5]);
    ask(0x04, 0, 0, 0, ...limit);
    expect(ask(0x05, 1, 0, 0)).toEqual([0, dcmi]);
    expect(ask(0x03, 0, 0)).toEqual([0, dcmi, 0, 0, ...limit]);
    expect(parts.powerLimit.value).toEqual({
      watts: 120,
      correctionTime: 2000,
      samplingPeriod: 5,
      action: "log",
      active: true,
    });
    expect(ask(0x05, 0, 0, 0)).toEqual([0, dcmi]);
    expect(ask(0x03, 0, 0)[0]).toBe(0x80);
  });

  it("refuses what it cannot do", async () => {
    const { ask, asUser } = await dcmiUnderTest();
    expect(ask(0x04, 0, 0, 0, 0x02, ...limit.slice(1))).toEqual([0xcc]);
    expect(ask(0x04, 0, 0, 0, ...limit.slice(0, 9), 0, 0)).toEqual([0x89]);
    expect(asUser("reader", 2)(0x04, 0, 0, 0, ...limit)).toEqual([0xd4]);
  });
});

describe.each([
  { name: "the asset tag", get: 0x06, set: 0x08, longest: 63 },
  { name: "the identifier string", get: 0x09, set: 0x0a, longest: 64 },
])("$name", ({ get, set, longest }) => {
  it("is written and read in pieces", async () => {
    const { ask } = await dcmiUnderTest();
    expect(ask(set, 0, 16, ...bytes("rack 12, unit 07"))).toEqual([0, dcmi, 16]);
    expect(ask(set, 16, 4, ...bytes("ab\0\0"))).toEqual([0, dcmi, 20]);
    expect(ask(get, 0, 16)).toEqual([0, dcmi, 18, ...bytes("rack 12, unit 07")]);
    expect(ask(get, 16, 16)).toEqual([0, dcmi, 18, ...bytes("ab")]);
    expect(ask(set, 0, 3, ...bytes("vm1"))).toEqual([0, dcmi, 3]);
    expect(ask(get, 0, 16)).toEqual([0, dcmi, 3, ...bytes("vm1")]);
  });

  it("has its bounds", async () => {
    const { ask } = await dcmiUnderTest();
    expect(ask(set, 0, 3, ...bytes("abc"))[0]).toBe(0);
    expect(ask(set, 0, 4, ...bytes("abc"))).toEqual([0xc7]);
    expect(ask(set, 0, 17, ...bytes("a".repeat(17)))).toEqual([0xc9]);
    expect(ask(set, 5, 1, ...bytes("a"))).toEqual([0xc9]);
    expect([ask(get, 0, 17), ask(get, 4, 1)]).toEqual([[0xc9], [0xc9]]);
    for (let offset = 0; offset < longest; offset += 16) {
      const piece = "x".repeat(Math.min(16, longest - offset));
      expect(ask(set, offset, piece.length, ...bytes(piece))[0]).toBe(0);
    }
    expect(ask(set, longest, 1, ...bytes("x"))).toEqual([0xc9]);
  });

  it("may be read by every user and not be set", async () => {
    const { asUser } = await dcmiUnderTest();
    const reader = asUser("reader", 2);
    expect(reader(get, 0, 16)[0]).toBe(0);
    expect(reader(set, 0, 1, 0x61)).toEqual([0xd4]);
  });
});

it("shares the asset tag with the FRU inventory", async () => {
  const { ask, parts } = await dcmiUnderTest();
  ask(0x08, 0, 3, ...bytes("vm1"));
  expect(parts.inventory.assetTag).toBe("vm1");
});

describe("temperatures", () => {
  it.each([
    { entity: 0x40, record: 3, name: "Inlet Temp" },
    { entity: 0x37, record: 3, name: "Inlet Temp" },
    { entity: 0x41, record: 2, name: "CPU Temp" },
    { entity: 0x03, record: 2, name: "CPU Temp" },
    { entity: 0x42, record: 1, name: "MBTemp" },
    { entity: 0x07, record: 1, name: "MBTemp" },
  ])("of entity $entity are those of $name", async ({ entity, record, name }) => {
    const { ask, parts } = await dcmiUnderTest();
    expect(ask(0x07, 1, entity, 0, 0)).toEqual([0, dcmi, 1, 1, record, 0]);
    const celsius = Math.round(parts.sensors.named(name).reading ?? Number.NaN);
    expect(ask(0x10, 1, entity, 0, 0)).toEqual([0, dcmi, 1, 1, celsius, 1]);
  });

  it("are of one instance, or from one on", async () => {
    const { ask } = await dcmiUnderTest();
    expect(ask(0x10, 1, 0x40, 1, 0)[3]).toBe(1);
    expect(ask(0x10, 1, 0x40, 2, 0)).toEqual([0, dcmi, 1, 0]);
    expect(ask(0x10, 1, 0x40, 0, 2)).toEqual([0, dcmi, 1, 0]);
    expect([ask(0x10, 2, 0x40, 0, 0), ask(0x10, 1, 0x13, 0, 0)]).toEqual([[0xcc], [0xcc]]);
  });
});

it("keeps the thermal limit of the inlet", async () => {
  const { ask, parts } = await dcmiUnderTest();
  expect(ask(0x0c, 0x37, 1)).toEqual([0, dcmi, 0, 0, 0, 0]);
  expect(ask(0x0b, 0x40, 1, 0x20, 35, 10, 0)).toEqual([0, dcmi]);
  expect(ask(0x0c, 0x37, 1)).toEqual([0, dcmi, 0x20, 35, 10, 0]);
  expect(parts.thermalLimit.value).toEqual({ celsius: 35, exceptionTime: 10, action: "log" });
  expect([ask(0x0c, 0x37, 2), ask(0x0b, 0x03, 1, 0x40, 90, 1, 0)]).toEqual([[0xcb], [0xcb]]);
});

it("keeps the configuration parameters", async () => {
  const { ask, askLater } = await dcmiUnderTest();
  const at = (selector: number) => ask(0x13, selector, 0);
  const first = [1, 2, 3, 4, 5].map(at);
  expect(first.map(answer => answer.slice(5))).toEqual([[0], [0], [4], [120, 0], [64, 0]]);
  const set: [number, number[]][] = [
    [1, [1]],
    [2, [0x83]],
    [3, [9]],
    [4, [44, 1]],
    [5, [77, 0]],
  ];
  for (const [selector, data] of set) expect(await askLater(0x12, selector, 0, ...data)).toEqual([0, dcmi]);
  expect([1, 2, 3, 4, 5].map(selector => at(selector).slice(5))).toEqual([
    [0],
    ...set.slice(1).map(([, data]) => data),
  ]);
  expect([at(6), await askLater(0x12, 6, 0, 0)]).toEqual([[0x80], [0x80]]);
});
