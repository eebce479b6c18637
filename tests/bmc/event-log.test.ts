import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { Clock } from "../../server/bmc/clock.ts";
import { discreteSensors } from "../../server/bmc/discrete-sensors.ts";
import { EventLog, eventLogCapacity } from "../../server/bmc/event-log.ts";
import { EventReceiver } from "../../server/bmc/event-log-receiver.ts";
import { decodeSystemEvent, encodeSystemEvent, RecordType } from "../../server/bmc/event-log-record.ts";
import { bmcStarted, tellEvents } from "../../server/bmc/event-log-sources.ts";
import { severityOf, stateName, wordsFor } from "../../server/bmc/event-log-words.ts";
import { Settings } from "../../server/bmc/settings.ts";
import { EventBus } from "../../server/events/bus.ts";
import type { EventName, Events } from "../../server/events/events.ts";
import { Store } from "../../server/store/store.ts";

const origin = { via: "redfish", user: "ada" };

/** A log in a folder of its own; `reopen` is what a restart of the BMC makes of it. */
function eventLogUnderTest() {
  const dir = mkdtempSync(join(tmpdir(), "event-log-"));
  const time = { now: 1_700_000_000_000 };
  const open = () => {
    const store = Store.open(dir);
    const settings = new Settings(store);
    const events = new EventBus(error => {
      throw error;
    });
    const seen: EventName[] = [];
    events.onEvery(name => seen.push(name));
    const clock = new Clock(settings, events, () => time.now);
    const log = new EventLog(store, settings, clock, events);
    const receiver = new EventReceiver(log, clock);
    return { store, events, seen, clock, log, receiver };
  };
  let opened = open();
  onTestFinished(() => {
    opened.store.close();
    rmSync(dir, { recursive: true });
  });
  const reopen = () => {
    opened.store.close();
    opened = open();
    return opened;
  };
  return { ...opened, time, reopen };
}

const entry = (message: string) => ({
  recordType: RecordType.System,
  bytes: Buffer.from("200004010a01570000", "hex"),
  severity: "OK" as const,
  message,
});

describe("the event log", () => {
  it("counts its entries from 1, in the order in which they came", () => {
    const { log, seen } = eventLogUnderTest();
    for (const word of ["one", "two", "three"]) log.add(entry(word));
    expect(log.entries.map(({ id, message }) => [id, message])).toEqual([
      [1, "one"],
      [2, "two"],
      [3, "three"],
    ]);
    expect(seen).toEqual(["eventLogged", "eventLogged", "eventLogged"]);
  });

  it("is the same after a restart, with its numbers and times", () => {
    const { log, time, reopen } = eventLogUnderTest();
    log.add(entry("one"));
    time.now += 5000;
    log.add(entry("two"));
    log.delete(2);
    const [before, history] = [[...log.entries], log.history];
    const { log: after } = reopen();
    expect(after.entries).toEqual(before);
    expect(after.history).toEqual(history);
    expect(history).toMatchObject({ addedAt: time.now, erasedAt: time.now, overflowed: false });
    expect(after.add(entry("three")).id).toBe(3);
  });

  it("gives no number twice while an entry has it", () => {
    const { log, store, reopen } = eventLogUnderTest();
    log.add(entry("kept"));
    store.saveSetting("eventLog", { lastId: 0xfffd, addedAt: 0, erasedAt: 0, overflowed: false });
    const { log: after } = reopen();
    expect(after.add(entry("last")).id).toBe(0xfffe);
    expect(after.add(entry("anew")).id).toBe(2);
    expect(after.entries.map(({ message }) => message)).toEqual(["kept", "last", "anew"]);
  });

  it("drops the oldest entry when it is full, and says so until it is cleared", () => {
    const { log, store, reopen } = eventLogUnderTest();
    store.db.exec(
      `WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < ${eventLogCapacity})
       INSERT INTO event (id, created, recordType, bytes, severity, message)
       SELECT id, 0, 2, x'200004010a01570000', 'OK', 'm' || id FROM n`,
    );
    store.saveSetting("eventLog", { ...log.history, lastId: eventLogCapacity });
    const { log: full } = reopen();
    expect(full.history.overflowed).toBe(false);
    full.add(entry("newest"));
    expect(full.entries).toHaveLength(eventLogCapacity);
    expect([full.entries[0]?.message, full.entries.at(-1)?.message]).toEqual(["m2", "newest"]);
    expect(full.find(1)).toBeUndefined();
    expect(full.history.overflowed).toBe(true);
    const { log: again } = reopen();
    expect([again.entries.length, again.entries[0]?.id]).toEqual([eventLogCapacity, 2]);
    again.clear(origin);
    expect(again.history.overflowed).toBe(false);
  });

  it("is empty when it was cleared, but for the entry that says so", () => {
    const { log, receiver, seen, reopen } = eventLogUnderTest();
    log.add(entry("one"));
    const before = log.removals;
    seen.length = 0;
    receiver.clearLog(origin);
    expect(log.removals).toBeGreaterThan(before);
    expect(log.entries).toMatchObject([
      { id: 1, message: "The event log was cleared by ada over redfish.", severity: "OK" },
    ]);
    expect(seen).toEqual(["eventLogCleared", "eventLogged"]);
    expect(reopen().log.entries).toHaveLength(1);
  });

  it("says from where to where it said nothing", () => {
    const { log, receiver, events } = eventLogUnderTest();
    tellEvents(events, receiver);
    receiver.setLogs(false);
    events.emit("nmiInjected", { origin });
    receiver.setLogs(true);
    events.emit("nmiInjected", { origin });
    expect(log.entries.map(({ message }) => message)).toEqual([
      "Events are logged no longer.",
      "Events are logged again.",
      "NMI (by ada over redfish).",
    ]);
  });

  it("hands on every event, logged or not, and none of its own while nobody is to receive them", () => {
    const { receiver, events } = eventLogUnderTest();
    tellEvents(events, receiver);
    const heard: number[] = [];
    receiver.onEvent(({ id }) => heard.push(id));
    events.emit("nmiInjected", { origin });
    receiver.setLogs(false);
    events.emit("nmiInjected", { origin });
    receiver.takesOwn = false;
    events.emit("nmiInjected", { origin });
    expect(heard).toEqual([1, 2, 0xffff]);
  });
});

/** What an event of the bus leaves in the log: sensor type, number, type of event and event data. */
function logged<N extends EventName>(name: N, payload: Events[N]): readonly string[] {
  const { log, receiver, events } = eventLogUnderTest();
  tellEvents(events, receiver);
  events.emit(name, payload);
  return log.entries.map(({ bytes }) => bytes.toString("hex", 3));
}

const power = (
  from: Events["powerChanged"]["from"],
  to: typeof from,
  cause: Events["powerChanged"]["cause"],
) => logged("powerChanged", { from, to, cause, origin });

describe("what the event log tells of", () => {
  it("is the machine's power, each change once, whoever made it", () => {
    expect(power("off", "poweringOn", "command")).toEqual([]);
    expect(power("poweringOn", "on", "command")).toEqual(["22416f00ffff", "1d426f00ffff"]);
    expect(power("poweringOn", "on", "restorePolicy")).toEqual([
      "0940ef04ffff",
      "22416f00ffff",
      "1d426f00ffff",
    ]);
    expect(power("on", "poweringOff", "command")).toEqual([]);
    expect(power("poweringOff", "off", "command")).toEqual(["09406f00ffff", "22416f05ffff"]);
    expect(power("poweringOff", "off", "guestShutdown")).toEqual([
      "20456f03ffff",
      "09406f00ffff",
      "22416f05ffff",
    ]);
    expect(power("on", "crashed", "hypervisorDied")).toEqual(["09406f06ffff", "22416f05ffff"]);
  });

  it("is no machine that was found as it is, no pause, and no start that failed", () => {
    expect(power("off", "on", "adopted")).toEqual([]);
    expect(power("on", "paused", "command")).toEqual([]);
    expect(power("paused", "on", "command")).toEqual([]);
    expect(power("poweringOn", "off", "failed")).toEqual([]);
  });

  it("is resets and what led to them", () => {
    expect(logged("machineReset", { cause: "command", origin })).toEqual(["1d426f01ffff"]);
    expect(logged("machineReset", { cause: "guestReset", origin })).toEqual(["1d426f05ffff"]);
    expect(logged("guestPanicked", {})).toEqual(["20456f01ffff"]);
    expect(logged("nmiInjected", { origin })).toEqual(["13436f00ffff"]);
    expect(logged("shutdownIgnored", { seconds: 120, origin })).toEqual(["20456f05ffff"]);
    expect(logged("powerOperationFailed", { action: "on", origin, detail: "no disk" })).toEqual([
      "09406f05ffff",
    ]);
    expect(logged("bootOverrideUsed", { target: "pxe" })).toEqual(["1d426f03ffff"]);
    expect(logged("bootOverrideUsed", { target: "cd" })).toEqual(["12486f01ffff"]);
  });

  it("is the watchdog, unless whoever started it does not want that", () => {
    const expired = { use: "osLoad", action: "cycle", logged: true } as const;
    expect(logged("watchdogExpired", expired)).toEqual(["23446fc303ff"]);
    expect(logged("watchdogExpired", { ...expired, logged: false })).toEqual([]);
    const warned = { use: "smsOs", interrupt: "messaging", secondsLeft: 9, logged: true } as const;
    expect(logged("watchdogPreTimeout", warned)).toEqual(["23446fc834ff"]);
    expect(logged("watchdogPreTimeout", { ...warned, logged: false })).toEqual([]);
  });

  it("is sensors that cross a threshold, both ways", () => {
    const crossed: Events["sensorThresholdCrossed"] = {
      sensor: 0x03,
      name: "Inlet Temp",
      threshold: "upperCritical",
      asserted: true,
      reading: 43,
      limit: 42,
      unit: "°C",
      severity: "Critical",
    };
    expect(logged("sensorThresholdCrossed", crossed)).toEqual(["010301595654"]);
    expect(logged("sensorThresholdCrossed", { ...crossed, asserted: false })).toEqual(["010381595654"]);
    expect(logged("sensorThresholdCrossed", { ...crossed, sensor: 0x3f })).toEqual(["0b3f0109ffff"]);
    const exceeded = {
      sensor: 0x06,
      name: "Power",
      reading: 240,
      limit: 200,
      unit: "W",
      action: "log",
    } as const;
    expect(logged("sensorLimitExceeded", exceeded)).toEqual(["0b060551f0c8"]);
  });

  it("is accounts that are locked, and the start of the BMC", () => {
    expect(logged("loginsLocked", { subject: "ada", seconds: 60 })).toEqual(["2a476f03ffff"]);
    const { log, receiver } = eventLogUnderTest();
    receiver.receive(bmcStarted);
    expect(log.entries).toMatchObject([{ message: "The BMC started.", severity: "OK" }]);
  });

  it("is the clock, with the time before and the time after", () => {
    const { log, receiver, events, clock, time } = eventLogUnderTest();
    tellEvents(events, receiver);
    clock.set(1_800_000_000_000, origin);
    expect(log.entries.map(({ created, bytes }) => [created, bytes.toString("hex", 3)])).toEqual([
      [time.now, "12486fc500ff"],
      [1_800_000_000_000, "12486fc580ff"],
    ]);
  });
});

describe("events", () => {
  const byte = fc.nat(0xff);
  const anyEvent = fc.record({
    generator: fc.nat(0xffff),
    revision: byte,
    sensorType: byte,
    sensorNumber: byte,
    eventType: fc.nat(0x7f),
    asserted: fc.boolean(),
    data: fc.tuple(byte, byte, byte),
  });

  it("are the same after a way through a record", () => {
    fc.assert(
      fc.property(anyEvent, event => {
        expect(decodeSystemEvent(encodeSystemEvent(event))).toEqual(event);
      }),
    );
  });

  it("always have words and a severity, and are harmless once they are over", () => {
    fc.assert(
      fc.property(anyEvent, event => {
        expect(wordsFor(event).length).toBeGreaterThan(10);
        expect(["OK", "Warning", "Critical"]).toContain(severityOf(event));
        expect(severityOf({ ...event, asserted: false })).toBe("OK");
      }),
    );
  });

  it("are called what the standard calls them", () => {
    const event = decodeSystemEvent(Buffer.from("81000401300159ffff", "hex"));
    expect(stateName(event)).toBe("Upper Critical - going high");
    expect(severityOf(event)).toBe("Critical");
    expect(wordsFor(event)).toBe("Temperature, sensor 30h: Upper Critical - going high (59 FF FF)");
    const ecc = decodeSystemEvent(Buffer.from("8100040c306f00ffff", "hex"));
    expect(severityOf(ecc)).toBe("Warning");
    expect(wordsFor(ecc)).toBe("Memory, sensor 30h: state 0 (00 FF FF)");
  });
});

it("gives each discrete sensor a number of its own, from 40h on, and a name that fits an SDR", () => {
  const all = Object.values(discreteSensors);
  expect(new Set(all.map(({ number }) => number)).size).toBe(all.length);
  for (const { number, name } of all) {
    expect(number).toBeGreaterThanOrEqual(0x40);
    expect(name).toMatch(/^[\x20-\x7e]{1,16}$/);
  }
});
