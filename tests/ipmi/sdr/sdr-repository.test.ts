import fc from "fast-check";
import { expect, it } from "vitest";
import { discreteSensors } from "../../../server/bmc/discrete-sensors.ts";
import { declarations } from "../../../server/bmc/sensors/declarations.ts";
import { SdrRepository } from "../../../server/ipmi/sdr/sdr-repository.ts";
import { ipmiParts, ipmiUnderTest } from "../support/ipmi-under-test.ts";

const u16 = (n: number) => [n & 0xff, n >> 8];
const storage = 0x0a;
const getSdr = 0x23;

it("has a record for every sensor, the FRU device and the BMC, with IDs without a gap", async () => {
  const { bmc } = await ipmiUnderTest();
  const { records } = bmc.sdrRepository;
  expect(records).toHaveLength(declarations.length + Object.keys(discreteSensors).length + 2);
  expect(records.map(record => record.readUInt16LE(0))).toEqual(records.map((_, index) => index + 1));
  for (const record of records) {
    expect(record[4]).toBe(record.length - 5);
    expect(record.length).toBeLessThanOrEqual(64);
  }
});

it("names nobody but the BMC as an owner, so that no client seeks another controller", async () => {
  const { bmc } = await ipmiUnderTest();
  for (const record of bmc.sdrRepository.records) expect([record[5], record[6]]).toEqual([0x20, 0]);
});

it.each([
  {
    name: "an analog sensor",
    id: 1,
    record: `0100510131 200001 0701 fb68 0101 957a 957a 3f3f 000100 00 0500000001f0 01 3c0000 ff00
      f0d2aa 00040a 0404 0000 00 c6 4d4254656d70`,
  },
  {
    name: "a percentage",
    id: 11,
    record: `0b00510133 20000b 0301 fb68 0b01 800a 807a 3838 010000 00 0500000001f0 01 000000 ff00
      e6dcd2 000000 0404 0000 00 c8 435055204c6f6164`,
  },
  {
    name: "a rate",
    id: 13,
    record: `0d00510134 20000d 0401 fb68 0b01 800a 807a 3838 184800 00 040000000100 01 000000 ff00
      fffefd 000000 0202 0000 00 c9 4469736b2052656164`,
  },
  {
    name: "a rate of packets",
    id: 15,
    record: `0f0051013a 20000f 0b01 fb68 0b01 800a 807a 3838 185500 00 010000000120 01 000000 ff00
      fffefd 000000 0202 0000 00 cf 4e6574776f726b2052656365697665`,
  },
  {
    name: "a discrete sensor that can be read",
    id: 18,
    record: `120051022b 200041 0701 0342 226f 2100 2100 2100 c00000 0100 0000 000000 00
      d0 4143504920506f776572205374617465`,
  },
  {
    name: "a discrete sensor of events only",
    id: 21,
    record: "1500510314 200044 0601 236f 0100 00 00 c8 5761746368646f67",
  },
  {
    name: "the FRU device",
    id: 27,
    record: "1b00511116 200080 0000 1000 0701 00 cb 4275696c74696e20465255",
  },
  {
    name: "the BMC",
    id: 28,
    record: "1c00511213 200000 8f 000000 0601 00 c8 71656d752d626d63",
  },
])("writes the record of $name as the standard has it", async ({ id, record }) => {
  const { bmc } = await ipmiUnderTest();
  expect(bmc.sdrRepository.find(id)?.record.toString("hex")).toBe(record.replace(/\s/g, ""));
});

it("leads from record to record to the end", async () => {
  const { login } = await ipmiUnderTest();
  const console = login("reader", 2);
  const seen: number[] = [];
  for (let id = 0; id !== 0xffff; ) {
    const answer = console.command(storage, getSdr, [0, 0, ...u16(id), 0, 0xff]);
    expect(answer[0]).toBe(0);
    seen.push(answer[3] as number);
    id = (answer[1] as number) | ((answer[2] as number) << 8);
  }
  expect(seen).toEqual(seen.map((_, index) => index + 1));
  const last = console.command(storage, getSdr, [0, 0, 0xff, 0xff, 0, 0xff]);
  expect(last.slice(0, 4)).toEqual([0, 0xff, 0xff, seen.length]);
});

it("gives a record in parts of any size", async () => {
  const { login, bmc } = await ipmiUnderTest();
  const console = login();
  const [, ...reservation] = console.command(storage, 0x22);
  const whole = bmc.sdrRepository.find(1)?.record ?? Buffer.alloc(0);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 0xfe }), (offset, count) => {
      const [code, , , ...data] = console.command(storage, getSdr, [...reservation, 1, 0, offset, count]);
      expect([code, ...data]).toEqual([0, ...whole.subarray(offset, offset + count)]);
    }),
    { numRuns: 60 },
  );
  expect(console.command(storage, getSdr, [...reservation, 1, 0, whole.length, 1])).toEqual([0xc9]);
});

it("asks for a reservation for a part, and knows which it gave", async () => {
  const { login } = await ipmiUnderTest();
  const console = login();
  expect(console.command(storage, getSdr, [0, 0, 1, 0, 5, 10])).toEqual([0xc5]);
  expect(console.command(storage, getSdr, [9, 0, 1, 0, 0, 10])).toEqual([0xc5]);
  const [, ...first] = console.command(storage, 0x22);
  const [, ...second] = console.command(storage, 0x22);
  expect(first).not.toEqual(second);
  for (const reservation of [first, second]) {
    expect(console.command(storage, getSdr, [...reservation, 1, 0, 5, 10])[0]).toBe(0);
  }
  expect(console.command(storage, getSdr, [0, 0, 99, 0, 0, 0xff])).toEqual([0xcb]);
});

it("keeps its time stamps for as long as its records stay, over restarts", () => {
  const { parts } = ipmiParts();
  const first = new SdrRepository(parts.settings, parts.clock);
  parts.clock.set(parts.clock.now() + 1e6, { via: "test" });
  expect(new SdrRepository(parts.settings, parts.clock).changedAt).toBe(first.changedAt);
  parts.settings.open("sdrRepository", {}).save({ hash: "of an older version", changedAt: 5000 });
  expect(new SdrRepository(parts.settings, parts.clock).changedAt).toBeGreaterThan(first.changedAt);
});

it("tells its size and what can be done with it", async () => {
  const { login, bmc } = await ipmiUnderTest();
  const info = login().command(storage, 0x20);
  expect(info.slice(0, 6)).toEqual([0, 0x51, bmc.sdrRepository.records.length, 0, 0, 0]);
  expect(info.slice(6, 10)).toEqual(info.slice(10, 14));
  expect(info[14]).toBe(0x23);
  expect(login().command(storage, 0x21)).toEqual([
    0,
    bmc.sdrRepository.records.length,
    0,
    64,
    0,
    0,
    0,
    0,
    0,
    1,
  ]);
});

it.each([
  { name: "Add SDR", cmd: 0x24, data: [0, 0, 0x51, 0xc0, 0] },
  { name: "Partial Add SDR", cmd: 0x25, data: [1, 0, 0, 0, 0, 0, 0x51] },
  { name: "Delete SDR", cmd: 0x26, data: [1, 0, 1, 0] },
  { name: "Clear SDR Repository", cmd: 0x27, data: [1, 0, 0x43, 0x4c, 0x52, 0xaa] },
  { name: "Enter SDR Repository Update Mode", cmd: 0x2a, data: [] },
  { name: "Exit SDR Repository Update Mode", cmd: 0x2b, data: [] },
])("$name says that it cannot, and changes nothing", async ({ cmd, data }) => {
  const { login, bmc } = await ipmiUnderTest();
  const console = login();
  if (data[0] === 1) expect(console.command(storage, cmd, data)).toEqual([0xc5]);
  console.command(storage, 0x22);
  expect(console.command(storage, cmd, data)).toEqual([0xd6]);
  expect(login("reader", 2).command(storage, cmd, data)).toEqual([0xd4]);
  expect(bmc.sdrRepository.find(1)).toBeDefined();
});

it("has the BMC's clock", async () => {
  const { login, parts } = await ipmiUnderTest();
  const console = login();
  expect(console.command(storage, 0x29, [0x00, 0x00, 0x00, 0x60])).toEqual([0]);
  const [code, ...time] = console.command(storage, 0x28);
  expect([code, Buffer.from(time).readUInt32LE(0) >>> 4]).toEqual([0, 0x0600_0000]);
  expect(Math.floor(parts.clock.now() / 1000) >>> 4).toBe(0x0600_0000);
  expect(console.command(storage, 0x29, [0xff, 0xff, 0xff, 0xff])).toEqual([0xcc]);
});

it("puts all sensors back to what their records say", async () => {
  const { login, parts } = await ipmiUnderTest();
  const sensor = parts.sensors.named("MBTemp");
  sensor.setLimits({ upperNonCritical: 20 });
  sensor.force(100);
  expect(login().command(storage, 0x2c, [0])).toEqual([0, 1]);
  expect(sensor.isForced).toBe(true);
  expect(login().command(storage, 0x2c, [1])).toEqual([0, 1]);
  expect([sensor.isForced, sensor.limits.upperNonCritical]).toEqual([false, 170]);
});
