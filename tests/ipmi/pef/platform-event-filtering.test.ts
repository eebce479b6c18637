import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { decodeSystemEvent } from "../../../server/bmc/event-log-record.ts";
import { Misfit } from "../../../server/ipmi/layout/misfit.ts";
import { eventFilter, matches } from "../../../server/ipmi/pef/event-filter.ts";
import { ipmiUnderTest } from "../support/ipmi-under-test.ts";

const [sensorEvent, setParameter, getParameter] = [0x04, 0x12, 0x13];
const action = { powerOff: 0x02, reset: 0x04, powerCycle: 0x08, nmi: 0x20 };

/** A filter for any event of this sensor type, with all data. */
const filterFor = (sensorType: number, actions: number) => [
  ...[0x80, actions, 0, 0, 0xff, 0xff, sensorType, 0xff, 0xff, 0xff, 0xff],
  ...Array(9).fill(0),
];
const temperature = [0x04, 0x01, 0x30, 0x01, 0x59, 0xff, 0xff];

async function pefUnderTest() {
  const ipmi = await ipmiUnderTest();
  const console = ipmi.login();
  const set = (...data: number[]) => console.commandLater(sensorEvent, setParameter, data);
  const get = (...data: number[]) => console.command(sensorEvent, getParameter, data);
  const switchOn = async (actions = 0x2e, control = 0x01) => {
    await set(1, control);
    await set(2, actions);
  };
  const tell = (...event: number[]) => console.command(sensorEvent, 0x02, event);
  return { ...ipmi, console, set, get, switchOn, tell };
}

describe("platform event filtering", () => {
  it.each([
    [action.powerOff, "stop"],
    [action.reset, "reset"],
    [action.nmi, "injectNmi"],
    [action.powerCycle, "start"],
  ])("does with action %i what the filter wants", async (actions, call) => {
    const { set, switchOn, tell, hypervisor } = await pefUnderTest();
    await set(6, 3, ...filterFor(0x01, actions));
    await switchOn();
    tell(...temperature);
    await vi.waitFor(() => expect(hypervisor.calls).toContain(call), { timeout: 3000 });
  });

  it("does nothing while it is off, for an action that is off, by a filter that is off or for other events", async () => {
    const { set, switchOn, tell, hypervisor, get } = await pefUnderTest();
    expect(get(1, 0, 0)).toEqual([0, 0x11, 0x00]);
    await set(6, 1, ...filterFor(0x01, action.powerOff));
    tell(...temperature);
    await switchOn(action.reset);
    tell(...temperature);
    await switchOn();
    tell(0x04, 0x02, ...temperature.slice(2));
    await set(7, 1, 0x00);
    tell(...temperature);
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(hypervisor.calls).toEqual([]);
    await set(7, 1, 0x80);
    tell(...temperature);
    await vi.waitFor(() => expect(hypervisor.calls).toContain("stop"));
  });

  it("takes the strongest of several actions, and only that", async () => {
    const { set, switchOn, tell, hypervisor, machine } = await pefUnderTest();
    await set(6, 1, ...filterFor(0x01, action.nmi | action.reset));
    await set(6, 2, ...filterFor(0xff, action.powerOff));
    await switchOn();
    tell(...temperature);
    await vi.waitFor(() => expect(machine.powerState).toBe("off"));
    expect(hypervisor.calls).toEqual(["stop"]);
  });

  it("does not answer what it did itself, and goes on afterwards", async () => {
    const { set, switchOn, tell, hypervisor, bmc } = await pefUnderTest();
    await set(6, 1, ...filterFor(0xff, action.reset));
    await switchOn(0x2e, 0x03);
    tell(...temperature);
    await vi.waitFor(() => expect(hypervisor.calls).toContain("reset"));
    await vi.waitFor(() =>
      expect(bmc.eventLog.entries.slice(-3).map(({ bytes }) => bytes.toString("hex", 3))).toEqual([
        "01300159ffff",
        "12486fc404ff",
        "1d426f01ffff",
      ]),
    );
    await new Promise(resolve => setImmediate(resolve));
    tell(...temperature);
    await vi.waitFor(() => expect(hypervisor.calls.filter(it => it === "reset")).toHaveLength(2));
  });

  it("tells when the machine does not allow an action, and does not try for ever", async () => {
    const { set, switchOn, tell, machine, seen } = await pefUnderTest();
    await set(6, 1, ...filterFor(0xff, action.reset));
    await (await machine.power("off", { via: "test" })).outcome;
    await switchOn();
    tell(...temperature);
    const failed = () => seen.filter(({ name }) => name === "powerOperationFailed");
    await vi.waitFor(() => expect(failed()).toHaveLength(1));
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(failed()).toHaveLength(1);
  });

  it("waits for software while the timer runs, and leaves to it what it has handled", async () => {
    const { console, set, switchOn, tell, hypervisor, bmc } = await pefUnderTest();
    const arm = (countdown: number) => console.command(sensorEvent, 0x11, [countdown]);
    await set(6, 1, ...filterFor(0x01, action.nmi));
    await switchOn();
    expect(arm(0xff)).toEqual([0, 0]);
    expect(arm(0xfe)).toEqual([0, 0xfe]);
    expect(arm(100)).toEqual([0, 100]);
    tell(...temperature);
    const id = bmc.eventLog.entries.at(-1)?.id ?? 0;
    console.command(sensorEvent, 0x14, [0x00, id & 0xff, id >> 8]);
    expect(arm(0)).toEqual([0, 0]);
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(hypervisor.calls).toEqual([]);
    arm(100);
    tell(...temperature);
    arm(0);
    await vi.waitFor(() => expect(hypervisor.calls).toEqual(["injectNmi"]));
  });

  it("begins only some time after the machine has started, where that is wanted", async () => {
    const { set, switchOn, tell, hypervisor, machine } = await pefUnderTest();
    await set(6, 1, ...filterFor(0x01, action.nmi));
    await set(3, 1);
    await switchOn(0x2e, 0x05);
    await (await machine.power("reset", { via: "test" })).outcome;
    tell(...temperature);
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(hypervisor.calls).toEqual(["prepareBoot", "reset"]);
    await vi.waitFor(() => expect(hypervisor.calls.at(-1)).toBe("injectNmi"), { timeout: 3000 });
  });

  it("tells how far it is", async () => {
    const { console, switchOn, tell, bmc } = await pefUnderTest();
    await switchOn();
    tell(...temperature);
    const id = bmc.eventLog.entries.at(-1)?.id ?? 0;
    await vi.waitFor(() => expect(console.command(sensorEvent, 0x15).slice(5)).toEqual([id, 0, 0, 0, id, 0]));
    expect(console.command(sensorEvent, 0x14, [0x00, 0x34, 0x12])).toEqual([0]);
    expect(console.command(sensorEvent, 0x15).slice(7, 9)).toEqual([0x34, 0x12]);
  });
});

describe("PEF configuration", () => {
  it("keeps what is set, part by part, and nothing beyond its tables", async () => {
    const { set, get } = await pefUnderTest();
    const filter = filterFor(0x23, action.reset);
    expect(await set(6, 16, ...filter)).toEqual([0]);
    expect(get(6, 16, 0)).toEqual([0, 0x11, 16, ...filter]);
    expect(get(7, 16, 0)).toEqual([0, 0x11, 16, 0x80]);
    expect(await set(6, 17, ...filter)).toEqual([0xc9]);
    expect(get(6, 0, 0)).toEqual([0xc9]);
    expect(await set(6, 1, ...filter.slice(1))).toEqual([0xc7]);
    expect(get(9, 8, 0)).toEqual([0, 0x11, 8, 0, 0x10, 0]);
    expect(await set(9, 8, 0x18, 0x11, 0x02)).toEqual([0]);
    expect(get(9, 8, 0)).toEqual([0, 0x11, 8, 0x18, 0x11, 0x02]);
    expect(await set(12, 1, 0x05, 0x06)).toEqual([0]);
    expect(get(12, 1, 0)).toEqual([0, 0x11, 1, 0x05, 0x06]);
    expect(get(5, 0, 0)).toEqual([0, 0x11, 16]);
    expect(await set(5, 1)).toEqual([0x82]);
    expect(get(99, 0, 0)).toEqual([0x80]);
    expect(get(0x86, 0, 0)).toEqual([0, 0x11]);
  });

  it("keeps alert strings in blocks", async () => {
    const { set, get } = await pefUnderTest();
    const text = [...Buffer.from("It is too warm!")];
    expect(await set(13, 2, 4, ...text)).toEqual([0]);
    expect(get(13, 2, 4)).toEqual([0, 0x11, 2, 4, ...text, 0]);
    expect(get(13, 2, 5)).toEqual([0xc9]);
    expect(get(13, 2, 0)).toEqual([0xc9]);
    expect(await set(13, 2, 4, ...text, 1, 1)).toEqual([0xc9]);
    expect(await set(13, 2, 0, 1)).toEqual([0xc9]);
  });

  it("offers power off, reset, power cycle and NMI", async () => {
    const { console } = await pefUnderTest();
    expect(console.command(sensorEvent, 0x10)).toEqual([0, 0x51, 0x2e, 16]);
  });
});

describe("an event filter", () => {
  const decode = (bytes: readonly number[]) => {
    const filter = eventFilter.decode(Buffer.from(bytes));
    if (filter instanceof Misfit) throw new Error("no filter");
    return filter;
  };
  const event = (hex: string) => decodeSystemEvent(Buffer.from(hex, "hex"));
  const upperCritical = event("20000401300159ffff");
  const withData1 = (and: number, compare1: number, compare2: number) =>
    decode([...filterFor(0x01, 1).slice(0, 11), and, compare1, compare2, 0, 0, 0, 0, 0, 0]);

  it("looks at each field, and at no field that is FFh", () => {
    const filter = [0x80, 1, 0, 0, 0x20, 0x00, 0x01, 0x30, 0x01, 0x00, 0x02, ...Array(9).fill(0)];
    expect(matches(decode(filter), upperCritical)).toBe(true);
    const others = ["21", "2001", "20000402", "2000040131", "200004013002", "200004013081", "20000401300157"];
    for (const start of others) {
      const other = event(start + "20000401300159ffff".slice(start.length));
      expect([start, matches(decode(filter), other)]).toEqual([start, false]);
    }
    expect(matches(decode([...filter.slice(0, 8), 0x81, ...filter.slice(9)]), upperCritical)).toBe(false);
  });

  it("compares event data bit by bit, exactly or with one of several", () => {
    expect(matches(withData1(0xff, 0xff, 0x59), upperCritical)).toBe(true);
    expect(matches(withData1(0xff, 0xff, 0x58), upperCritical)).toBe(false);
    expect(matches(withData1(0x0f, 0xff, 0x09), upperCritical)).toBe(true);
    expect(matches(withData1(0xff, 0x00, 0x11), upperCritical)).toBe(true);
    expect(matches(withData1(0xff, 0x00, 0x06), upperCritical)).toBe(false);
    expect(matches(withData1(0x00, 0x00, 0x00), upperCritical)).toBe(true);
  });

  it("is the same after a way over the wire", () => {
    const bytes = fc.uint8Array({ minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(bytes, wire => {
        const clean = Buffer.from(wire);
        clean.writeUInt8(clean.readUInt8(0) & 0xe0, 0);
        clean.writeUInt8(clean.readUInt8(1) & 0x7f, 1);
        expect(eventFilter.encode(decode([...clean]))).toEqual(clean);
      }),
    );
  });
});
