import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeSelRecord } from "../../../../server/ipmi/commands/storage/sel-record.ts";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";

const storage = 0x0a;
const info = 0x40;
const reserve = 0x42;
const get = 0x43;
const add = 0x44;
const partialAdd = 0x45;
const remove = 0x46;
const clear = 0x47;
const low = (n: number) => [n & 0xff, n >> 8];
const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

/** Record ID and time stamp are the log's to give. */
const record = (word: number) => [
  0xff,
  0xff,
  0x02,
  9,
  9,
  9,
  9,
  0x41,
  0,
  4,
  0x01,
  word,
  0x01,
  0x59,
  0x10,
  0x20,
];

/** A log with nothing in it, and `sel` to send its commands. */
async function selUnderTest() {
  const ipmi = await ipmiUnderTest();
  ipmi.bmc.eventLog.clear({ via: "test" });
  const console = ipmi.login();
  const sel = (cmd: number, ...data: number[]) => console.command(storage, cmd, data);
  const reserved = () => sel(reserve).slice(1);
  return { ...ipmi, sel, reserved };
}

describe("SEL commands", () => {
  it("add a record, give it number and time, and read it back whole", async () => {
    const { sel, bmc } = await selUnderTest();
    expect(sel(add, ...record(1))).toEqual([0, 1, 0]);
    expect(sel(add, ...record(2))).toEqual([0, 2, 0]);
    const [entry] = bmc.eventLog.entries;
    const time = Buffer.alloc(4);
    time.writeUInt32LE(seconds(entry?.created ?? 0));
    const first = [1, 0, 0x02, ...time, ...record(1).slice(7)];
    expect(sel(get, 0, 0, ...low(0), 0, 0xff)).toEqual([0, 2, 0, ...first]);
    expect(sel(get, 0, 0, ...low(1), 0, 0xff)).toEqual([0, 2, 0, ...first]);
    expect(sel(get, 0, 0, ...low(0xffff), 0, 0xff).slice(0, 5)).toEqual([0, 0xff, 0xff, 2, 0]);
    expect(sel(get, 0, 0, ...low(3), 0, 0xff)).toEqual([0xcb]);
  });

  it("keep OEM records as they are, with and without a time stamp", async () => {
    const { sel, bmc } = await selUnderTest();
    const oem = (type: number) => [0, 0, type, ...Array.from({ length: 13 }, (_, n) => n + 1)];
    expect(sel(add, ...oem(0xc0))).toEqual([0, 1, 0]);
    expect(sel(add, ...oem(0xff))).toEqual([0, 2, 0]);
    expect(sel(get, 0, 0, 2, 0, 0, 0xff).slice(5)).toEqual(oem(0xff).slice(2));
    expect(sel(get, 0, 0, 1, 0, 0, 0xff).slice(10)).toEqual(oem(0xc0).slice(7));
    expect(bmc.eventLog.entries[1]?.message).toBe("Entry of type FFh: 0102030405060708090a0b0c0d");
    expect(sel(add, ...oem(0x03))).toEqual([0x80]);
    expect(sel(add, ...oem(0xc0).slice(1))).toEqual([0xc7]);
  });

  it("read in parts, for who holds a reservation", async () => {
    const { sel, reserved } = await selUnderTest();
    sel(add, ...record(7));
    const whole = sel(get, 0, 0, 1, 0, 0, 0xff).slice(3);
    expect(sel(get, 0, 0, 1, 0, 0, 5)).toEqual([0, 0xff, 0xff, ...whole.slice(0, 5)]);
    expect(sel(get, 0, 0, 1, 0, 5, 5)).toEqual([0xc5]);
    const reservation = reserved();
    expect(sel(get, ...reservation, 1, 0, 5, 5)).toEqual([0, 0xff, 0xff, ...whole.slice(5, 10)]);
    expect(sel(get, ...reservation, 1, 0, 10, 0xff)).toEqual([0, 0xff, 0xff, ...whole.slice(10)]);
    expect(sel(get, ...reservation, 1, 0, 16, 1)).toEqual([0xc9]);
  });

  it("give no way to act on what was read before an entry went", async () => {
    const { sel, bmc, reserved } = await selUnderTest();
    sel(add, ...record(1));
    sel(add, ...record(2));
    const first = reserved();
    const second = reserved();
    expect(sel(remove, ...first, 1, 0)).toEqual([0xc5]);
    sel(add, ...record(3));
    expect(sel(remove, ...second, 1, 0)).toEqual([0, 1, 0]);
    expect(sel(remove, ...second, 2, 0)).toEqual([0xc5]);
    const third = reserved();
    bmc.eventLog.delete(2);
    expect(sel(clear, ...third, 0x43, 0x4c, 0x52, 0xaa)).toEqual([0xc5]);
    expect(sel(remove, ...reserved(), 9, 0)).toEqual([0xcb]);
    expect(sel(remove, ...reserved(), 0xff, 0xff)).toEqual([0, 3, 0]);
  });

  it("clear the log for who says so clearly, and tell that it is done", async () => {
    const { sel, bmc, reserved } = await selUnderTest();
    sel(add, ...record(1));
    const reservation = reserved();
    expect(sel(clear, ...reservation, 0x43, 0x4c, 0x53, 0xaa)).toEqual([0xcc]);
    expect(sel(clear, ...reservation, 0x43, 0x4c, 0x52, 0x01)).toEqual([0xcc]);
    expect(sel(clear, ...reservation, 0x43, 0x4c, 0x52, 0x00)).toEqual([0, 1]);
    expect(bmc.eventLog.entries).toHaveLength(1);
    expect(sel(clear, ...reservation, 0x43, 0x4c, 0x52, 0xaa)).toEqual([0, 1]);
    expect(sel(clear, ...reservation, 0x43, 0x4c, 0x52, 0x00)).toEqual([0, 1]);
    expect(bmc.eventLog.entries.map(({ message }) => message)).toEqual([
      "The event log was cleared by admin over ipmi.",
    ]);
  });

  it("add a record in parts that follow each other", async () => {
    const { sel, reserved } = await selUnderTest();
    const data = record(5);
    const part = (reservation: number[], offset: number, last: number, bytes: number[]) =>
      sel(partialAdd, ...reservation, 0, 0, offset, last, ...bytes);
    const reservation = reserved();
    expect(part(reservation, 0, 0, data.slice(0, 10))).toEqual([0, 0, 0]);
    expect(part(reservation, 9, 1, data.slice(9))).toEqual([0x80]);
    expect(part(reservation, 10, 1, data.slice(10))).toEqual([0, 1, 0]);
    expect(sel(get, 0, 0, 1, 0, 0, 0xff).slice(10)).toEqual(data.slice(7));
    expect(part(reservation, 0, 1, data.slice(0, 10))).toEqual([0x80]);
    expect(part(reservation, 0, 0, [...data, 1])).toEqual([0x80]);
    expect(part([0x77, 0x77], 0, 1, data)).toEqual([0xc5]);
  });

  it("tell how full the log is, and when it was changed last", async () => {
    const { sel, bmc } = await selUnderTest();
    sel(add, ...record(1));
    const { addedAt, erasedAt } = bmc.eventLog.history;
    const times = Buffer.alloc(8);
    times.writeUInt32LE(seconds(addedAt), 0);
    times.writeUInt32LE(seconds(erasedAt), 4);
    expect(sel(info)).toEqual([0, 0x51, 1, 0, ...low(65_504), ...times, 0x0f]);
    expect(sel(0x41)).toEqual([0, ...low(4095), 16, 0, ...low(4094), ...low(4094), 1]);
  });

  it("set the clock, and tell what it says", async () => {
    const { sel, bmc, seen } = await selUnderTest();
    expect(sel(0x49, 0x00, 0x00, 0x00, 0x60)).toEqual([0]);
    expect(bmc.clock.now()).toBeGreaterThanOrEqual(0x60000000 * 1000);
    expect(sel(0x48).at(-1)).toBe(0x60);
    expect(seen.map(({ name }) => name)).toContain("clockSet");
    expect(bmc.eventLog.entries.map(({ bytes }) => bytes[4])).toEqual([0x48, 0x48]);
    expect(sel(0x49, 0xff, 0xff, 0xff, 0xff)).toEqual([0xcc]);
  });

  it("keep how far local time is from UTC", async () => {
    const { sel, bmc } = await selUnderTest();
    expect(sel(0x5c)).toEqual([0, 0xff, 0x07]);
    expect(sel(0x5d, 0xa6, 0xff)).toEqual([0]);
    expect([sel(0x5c), bmc.clock.utcOffset]).toEqual([[0, 0xa6, 0xff], -90]);
    expect(sel(0x5d, 0xa0, 0x05)).toEqual([0xc9]);
    expect(sel(0x5d, 0xff, 0x07)).toEqual([0]);
    expect(bmc.clock.utcOffset).toBeUndefined();
  });

  it("keep the status of the machine check log that software tells, and know no other log", async () => {
    const { sel } = await selUnderTest();
    expect(sel(0x5a, 0)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(sel(0x5b, 0, 1, 2, 3, 4, 5, 6, 7, 8)).toEqual([0]);
    expect(sel(0x5a, 0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(sel(0x5a, 1)).toEqual([0xcc]);
    expect(sel(0x5b, 0, 1, 2, 3, 4)).toEqual([0xc7]);
  });

  it("let a user read and an operator write", async () => {
    const { login } = await ipmiUnderTest();
    const [reader, operator] = [login("reader", 2), login("operator", 3)];
    const cleared = (console: typeof reader) => {
      const reservation = console.command(storage, reserve).slice(1);
      return console.command(storage, clear, [...reservation, 0x43, 0x4c, 0x52, 0xaa]);
    };
    expect(reader.command(storage, info)[0]).toBe(0);
    expect(cleared(reader)).toEqual([0xd4]);
    expect(cleared(operator)).toEqual([0, 1]);
  });
});

it("brings every record that is added back as it was, but for number and time", async () => {
  const { bmc, sel } = await selUnderTest();
  const bytes = fc.uint8Array({ minLength: 13, maxLength: 13 });
  const type = fc.oneof(fc.constant(0x02), fc.integer({ min: 0xc0, max: 0xff }));
  fc.assert(
    fc.property(type, bytes, (recordType, rest) => {
      const [completionCode, ...id] = sel(add, 0, 0, recordType, ...rest);
      expect(completionCode).toBe(0);
      const kept = recordType < 0xe0 ? 4 : 0;
      const read = sel(get, 0, 0, ...id, 0, 0xff).slice(3);
      expect(read.slice(3 + kept)).toEqual([...rest.slice(kept)]);
      const entry = bmc.eventLog.entries.at(-1);
      expect(entry && [...encodeSelRecord(entry)]).toEqual(read);
    }),
    { numRuns: 60 },
  );
});
