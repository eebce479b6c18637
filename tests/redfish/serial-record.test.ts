import { expect, test } from "vitest";
import { redfishService } from "./redfish-service.ts";

const log = "/redfish/v1/Systems/1/LogServices/Serial";

/** A service whose machine has said three things, a minute apart; the last one now. */
async function talkative() {
  const service = await redfishService();
  const now = service.clock.now();
  ["\u001b[32mboot\u001b[0m\r\n", "login: root\r\n", "# "].forEach((text, index) => {
    service.serial.now = now - (2 - index) * 60_000;
    service.serial.print(text);
  });
  return service;
}

test("the serial log says where its record is, and since when it goes back", async () => {
  await using service = await talkative();
  const { Oem } = (await service.get(log)).json();
  expect(Oem.QemuBmc).toMatchObject({
    "@odata.type": "#QemuBmc.v1_0_0.LogService",
    RecordURI: `${log}/Record`,
    RecordedSince: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  expect((await service.get(`${log.replace("Serial", "EventLog")}`)).json().Oem).toBeUndefined();
});

test("the record is a file: text, raw bytes or a recording", async () => {
  await using service = await talkative();
  const record = async (query: string) => {
    const { headers, body } = await service.get(`${log}/Record${query}`);
    expect(headers["content-disposition"]).toMatch(/^attachment; filename="serial-[\dT-]+\.\w+"$/);
    return { type: headers["content-type"], body };
  };
  expect(await record("")).toEqual({
    type: "text/plain; charset=utf-8",
    body: "boot\nlogin: root\n#\n",
  });
  expect(await record("?format=raw")).toEqual({
    type: "application/octet-stream",
    body: "\u001b[32mboot\u001b[0m\r\nlogin: root\r\n# ",
  });
  const { type, body } = await record("?format=asciicast&columns=132&rows=43");
  expect(type).toBe("application/x-asciicast");
  const [header, ...events] = body
    .trimEnd()
    .split("\n")
    .map(line => JSON.parse(line));
  expect(header).toMatchObject({ version: 2, width: 132, height: 43 });
  expect(events.map(([seconds]: [number]) => seconds)).toEqual([0, 60, 120]);
});

test("the record is given for a span of time", async () => {
  await using service = await talkative();
  const text = async (query: string) => (await service.get(`${log}/Record?${query}`)).body;
  expect(await text("last=PT1M30S")).toBe("login: root\n#\n");
  const until = new Date(service.clock.now() - 90_000).toISOString();
  expect(await text(`until=${until}`)).toBe("boot\n");
  expect(await text(`since=${until}&until=${until}`)).toBe("");
  expect(await text("from=15&to=21")).toBe("login:\n");
  expect((await text("times=true")).split("\n")[0]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z boot$/);
});

test.each([
  ["format=pdf", "QueryParameterValueFormatError"],
  ["last=10", "QueryParameterValueFormatError"],
  ["since=yesterday", "QueryParameterValueFormatError"],
  ["since=2026-13-40T99:00:00Z", "QueryParameterValueFormatError"],
  ["times=maybe", "QueryParameterValueFormatError"],
  ["columns=x", "QueryParameterValueTypeError"],
  ["rows=0", "QueryParameterOutOfRange"],
  ["from=-1", "QueryParameterValueTypeError"],
  ["last=PT1M&since=2026-01-31T00:00:00Z", "QueryCombinationInvalid"],
  ["from=1&last=PT1M", "QueryCombinationInvalid"],
])("?%s is refused as %s", async (query, code) => {
  await using service = await talkative();
  const answer = await service.get(`${log}/Record?${query}`);
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error.code).toContain(code);
});

test("everybody who may log in may have the record, and nobody changes it", async () => {
  await using service = await talkative();
  expect((await service.get(`${log}/Record`, service.as("reader"))).statusCode).toBe(200);
  expect((await service.app.inject({ url: `${log}/Record` })).statusCode).toBe(401);
  const answer = await service.request("DELETE", `${log}/Record`);
  expect(answer.statusCode).toBe(405);
  expect(answer.headers.allow).toBe("GET, HEAD");
  const head = await service.request("HEAD", `${log}/Record`);
  expect(head.body).toBe("");
  expect(head.statusCode).toBe(200);
});

test("a cleared log leaves nothing to take away", async () => {
  await using service = await talkative();
  await service.request("POST", `${log}/Actions/LogService.ClearLog`, {});
  expect((await service.get(`${log}/Record?format=raw`)).body).toBe("# ");
});
