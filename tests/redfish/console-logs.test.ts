import { expect, test } from "vitest";
import { redfishService } from "./redfish-service.ts";

const services = "/redfish/v1/Systems/1/LogServices";
const managerServices = "/redfish/v1/Managers/1/LogServices";
const clearOf = (log: string) => `${log}/Actions/LogService.ClearLog`;

interface Entry {
  readonly Id: string;
  readonly Message: string;
}
const messages = ({ Members }: { readonly Members: readonly Entry[] }) =>
  Members.map(({ Message }) => Message);

test("the serial log has the lines that the machine printed, and is found from the system", async () => {
  await using service = await redfishService();
  service.serial.print("Linux version 6\r\n\u001b[32mWelcome\u001b[0m\r\nlogin: ");
  const { Members } = (await service.get(services)).json();
  expect(Members).toContainEqual({ "@odata.id": `${services}/Serial` });
  expect((await service.get(`${services}/Serial`)).json()).toMatchObject({
    ...{ LogEntryType: "OEM", OverWritePolicy: "WrapsWhenFull", Overflow: false, Persistency: true },
    Entries: { "@odata.id": `${services}/Serial/Entries` },
  });
  const entries = (await service.get(`${services}/Serial/Entries`)).json();
  expect(messages(entries)).toEqual(["Linux version 6", "Welcome"]);
  expect(entries.Members[0]).toMatchObject({
    ...{ Id: "0", EntryType: "Oem", OemRecordFormat: "Line of the serial console" },
    Created: expect.stringMatching(/^\d{4}-/),
  });
  const own = await service.get(`${services}/Serial/Entries/${entries.Members[1].Id}`);
  expect(own.json()).toEqual(entries.Members[1]);
  for (const id of ["1", "00", "x", "1e9", "constructor"]) {
    expect((await service.get(`${services}/Serial/Entries/${id}`)).statusCode).toBe(404);
  }
});

test("the POST log has what the firmware said, over several boots", async () => {
  await using service = await redfishService();
  service.firmware.say("SeaBIOS (version 1)");
  service.firmware.say("");
  service.firmware.say("SeaBIOS (version 1)");
  const entries = (await service.get(`${services}/Post/Entries`)).json();
  expect(messages(entries)).toEqual(["SeaBIOS (version 1)", "SeaBIOS (version 1)"]);
  expect(entries.Members[1].Id).toBe("2");
});

test("the BMC's log shows what it did as log entries of the manager", async () => {
  await using service = await redfishService();
  service.bmcLog.add("OK", "Power: off → on (command, admin over redfish)");
  service.bmcLog.add("Critical", "The guest panicked.");
  const { LogServices } = (await service.get("/redfish/v1/Managers/1")).json();
  expect((await service.get(LogServices["@odata.id"])).json().Members).toEqual([
    { "@odata.id": `${managerServices}/Log` },
  ]);
  const { Members } = (await service.get(`${managerServices}/Log/Entries`)).json();
  expect(Members).toMatchObject([
    { Id: "1", Severity: "OK", Message: expect.stringContaining("admin over redfish") },
    { Id: "2", Severity: "Critical", Message: "The guest panicked." },
  ]);
  for (let line = 0; line < 3000; line += 1) service.bmcLog.add("OK", `line ${line}`);
  expect((await service.get(`${managerServices}/Log`)).json()).toMatchObject({ Overflow: true });
  const kept = (await service.get(`${managerServices}/Log/Entries?$top=1`)).json();
  expect(kept["Members@odata.count"]).toBe(2048);
  expect((await service.get(`${managerServices}/Log/Entries/1`)).statusCode).toBe(404);
  expect((await service.get(kept.Members[0]["@odata.id"])).json()).toEqual(kept.Members[0]);
});

test.each([
  ["serial", `${services}/Serial`],
  ["post", `${services}/Post`],
  ["bmc", `${managerServices}/Log`],
])("an operator clears the %s log, and subscribers are told", async (log, uri) => {
  await using service = await redfishService();
  service.serial.print("line\n");
  service.firmware.say("line");
  service.bmcLog.add("OK", "line");
  const told: unknown[] = [];
  service.events.on("logCleared", event => told.push(event));
  expect((await service.request("POST", clearOf(uri), {}, service.as("reader"))).statusCode).toBe(403);
  expect((await service.request("POST", clearOf(uri), {}, service.as("operator"))).statusCode).toBe(204);
  expect((await service.get(`${uri}/Entries`)).json()).toMatchObject({ "Members@odata.count": 0 });
  expect(told).toEqual([{ log, origin: { via: "redfish", user: "operator" } }]);
});

test("these logs are always kept, and no single line of them goes", async () => {
  await using service = await redfishService();
  service.serial.print("line\n");
  const off = await service.request("PATCH", `${services}/Serial`, { ServiceEnabled: false });
  expect(off.statusCode).toBe(400);
  expect(off.json().error.code).toContain("PropertyNotWritable");
  const gone = await service.request("DELETE", `${services}/Serial/Entries/0`);
  expect(gone.json().error.code).toContain("ResourceCannotBeDeleted");
  expect((await service.get(`${services}/Serial/Entries/0`)).statusCode).toBe(200);
});
