import { expect, test } from "vitest";
import { redfishService } from "./redfish-service.ts";

const log = "/redfish/v1/Systems/1/LogServices/EventLog";
const entries = `${log}/Entries`;
const clearLog = `${log}/Actions/LogService.ClearLog`;
const origin = { via: "test" };

test("the event log is found from the system, and says what it is", async () => {
  await using service = await redfishService();
  const { get } = service;
  const system = (await get("/redfish/v1/Systems/1")).json();
  const services = (await get(system.LogServices["@odata.id"])).json();
  expect(services.Members).toContainEqual({ "@odata.id": log });
  expect((await get(log)).json()).toMatchObject({
    ...{ Id: "EventLog", LogEntryType: "SEL", ServiceEnabled: true },
    ...{ OverWritePolicy: "WrapsWhenFull", Overflow: false, MaxNumberOfRecords: 4095 },
    Entries: { "@odata.id": entries },
    Actions: { "#LogService.ClearLog": { target: clearLog } },
  });
});

test("the collection holds the entries themselves, the oldest first", async () => {
  await using service = await redfishService();
  service.events.emit("nmiInjected", { origin });
  const collection = (await service.get(entries)).json();
  expect(collection["Members@odata.count"]).toBe(2);
  expect(collection.Members[0]).toMatchObject({ Id: "1", Message: "The BMC started." });
  expect(collection.Members[1]).toMatchObject({
    ...{ "@odata.id": `${entries}/2`, "@odata.type": "#LogEntry.v1_21_0.LogEntry", Id: "2" },
    ...{ EntryType: "SEL", Severity: "Warning", Message: "NMI (by test).", EntryCode: "Assert" },
    ...{ SensorType: "Critical Interrupt", SensorNumber: 0x43, GeneratorId: "0x0020" },
    MessageId: "0x6f00ffff",
  });
  expect((await service.get(`${entries}/2`)).json()).toEqual(collection.Members[1]);
  expect(collection.Members[1].Created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
});

test("an entry shows an event's type in the standard's words, and others as what they are", async () => {
  await using service = await redfishService();
  const event = { generator: 0x1081, revision: 4, sensorType: 1, sensorNumber: 0x30, eventType: 1 };
  service.eventReceiver.receive({ ...event, asserted: true, data: [0x59, 0x10, 0x20] });
  expect((await service.get(`${entries}/2`)).json()).toMatchObject({
    ...{ EntryCode: "Upper Critical - going high", SensorType: "Temperature", Severity: "Critical" },
    ...{ MessageId: "0x01591020", GeneratorId: "0x1081" },
  });
  service.eventReceiver.receive({ ...event, asserted: false, data: [0x59, 0x10, 0x20] });
  expect((await service.get(`${entries}/3`)).json()).toMatchObject({ EntryCode: "Deassert", Severity: "OK" });
  const bytes = Buffer.alloc(9);
  service.eventLog.add({ recordType: 0xc0, bytes, severity: "OK", message: "of its own kind" });
  const oem = (await service.get(`${entries}/4`)).json();
  expect(oem).toMatchObject({ EntryType: "Oem", OemRecordFormat: "IPMI SEL record type C0h" });
  expect(oem).not.toHaveProperty("SensorType");
});

test("an operator clears the log and deletes an entry, a reader does not", async () => {
  await using service = await redfishService();
  const { request, get, as } = service;
  service.events.emit("nmiInjected", { origin });
  expect((await request("DELETE", `${entries}/1`, undefined, as("reader"))).statusCode).toBe(403);
  expect((await request("DELETE", `${entries}/1`, undefined, as("operator"))).statusCode).toBe(204);
  expect((await get(`${entries}/1`)).statusCode).toBe(404);
  expect((await request("DELETE", `${entries}/1`)).statusCode).toBe(404);
  expect((await request("POST", clearLog, {}, as("reader"))).statusCode).toBe(403);
  expect((await request("POST", clearLog, {}, as("operator"))).statusCode).toBe(204);
  const { Members } = (await get(entries)).json();
  expect(Members).toMatchObject([
    { Id: "1", Message: "The event log was cleared by operator over redfish." },
  ]);
});

test("logging is switched off and on", async () => {
  await using service = await redfishService();
  const { request, get } = service;
  expect((await request("PATCH", log, { ServiceEnabled: false })).json().Status.State).toBe("Disabled");
  service.events.emit("nmiInjected", { origin });
  expect((await request("PATCH", log, { ServiceEnabled: true })).json().ServiceEnabled).toBe(true);
  const messages = (await get(entries)).json().Members.map((entry: { Message: string }) => entry.Message);
  expect(messages.slice(1)).toEqual(["Events are logged no longer.", "Events are logged again."]);
});

const manager = "/redfish/v1/Managers/1";

test("the BMC's clock is set, and shows local time where it is told how far that is from UTC", async () => {
  await using service = await redfishService();
  const { request, clock } = service;
  const set = await request("PATCH", manager, {
    DateTime: "2031-02-03T04:05:06+01:00",
    DateTimeLocalOffset: "-01:30",
  });
  expect(set.statusCode).toBe(200);
  expect(Math.abs(clock.now() - Date.UTC(2031, 1, 3, 3, 5, 6))).toBeLessThan(5000);
  expect(clock.utcOffset).toBe(-90);
  expect(set.json().DateTime).toMatch(/^2031-02-03T01:35:\d\d-01:30$/);
  expect((await service.get(log)).json()).toMatchObject({ DateTimeLocalOffset: "-01:30" });
  await request("PATCH", manager, { DateTimeLocalOffset: "+00:00" });
  expect((await service.get(manager)).json().DateTime).toMatch(/^2031-02-03T03:05:\d\dZ$/);
});

test("the clock takes no other form of time, and only from an administrator", async () => {
  await using service = await redfishService();
  const { request, as } = service;
  for (const DateTime of ["now", "2031-13-03T04:05:06Z", "2031-02-03", "2031-02-03T25:00:00Z", 12]) {
    expect((await request("PATCH", manager, { DateTime })).statusCode).toBe(400);
  }
  expect((await request("PATCH", manager, { DateTimeLocalOffset: "1:00" })).statusCode).toBe(400);
  const offset = { DateTimeLocalOffset: "+02:00" };
  expect((await request("PATCH", manager, offset, as("operator"))).statusCode).toBe(403);
});

test("the passing of time is no conflict with a change that was prepared before", async () => {
  await using service = await redfishService();
  const { request, get, clock } = service;
  const etag = `${(await get(manager)).headers.etag}`;
  clock.set(clock.now() + 60_000, origin);
  const change = await request("PATCH", manager, { DateTimeLocalOffset: "+02:00" }, { "if-match": etag });
  expect(change.statusCode).toBe(200);
  const stale = await request("PATCH", manager, { DateTimeLocalOffset: "+03:00" }, { "if-match": etag });
  expect(stale.statusCode).toBe(412);
});
