import { expect, it, vi } from "vitest";
import { readPng } from "../support/png.ts";
import { redfishService } from "./redfish-service.ts";

const system = "/redfish/v1/Systems/1";
const uri = `${system}/Oem/QemuBmc/Screenshot`;

async function machineThatIsOn() {
  const service = await redfishService();
  await (await service.machine.power("on", { via: "test" })).outcome;
  return service;
}

it("gives the screen as PNG to whoever may log in, where the System says", async () => {
  await using service = await machineThatIsOn();
  expect((await service.get(system)).json().Oem.QemuBmc.ScreenshotURI).toBe(uri);
  const answer = await service.get(uri, service.as("reader"));
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({ "content-type": "image/png", "cache-control": "private, no-cache" });
  expect(readPng(answer.rawPayload)).toEqual(service.hypervisor.shown);
  expect((await service.app.inject(uri)).statusCode).toBe(401);
});

it("gives it no wider than asked for", async () => {
  await using service = await machineThatIsOn();
  service.hypervisor.shown = { width: 64, height: 32, pixels: new Uint8Array(64 * 32 * 3) };
  expect(readPng((await service.get(`${uri}?width=16`)).rawPayload)).toMatchObject({ width: 16, height: 8 });
  expect(readPng((await service.get(`${uri}?width=8192`)).rawPayload)).toMatchObject({ width: 64 });
});

it.each([
  ["0", "QueryParameterOutOfRange"],
  ["-1", "QueryParameterOutOfRange"],
  ["8193", "QueryParameterOutOfRange"],
  ["", "QueryParameterValueTypeError"],
  ["1e3", "QueryParameterValueTypeError"],
  ["99999999999999999999", "QueryParameterValueTypeError"],
])("refuses a width of '%s', and says why", async (width, message) => {
  await using service = await machineThatIsOn();
  const answer = await service.get(`${uri}?width=${width}`);
  expect(answer.statusCode).toBe(400);
  expect(answer.json().error.code).toMatch(new RegExp(`${message}$`));
  expect(service.hypervisor.calls).not.toContain("picture");
});

it("costs who has it already no more than a word, until the screen changes", async () => {
  await using service = await machineThatIsOn();
  const { etag = "" } = (await service.get(uri)).headers;
  const same = await service.get(uri, { "if-none-match": etag });
  expect([same.statusCode, same.payload, same.headers.etag]).toEqual([304, "", etag]);
  // Another size is another picture.
  expect((await service.get(`${uri}?width=16`, { "if-none-match": etag })).statusCode).toBe(200);
  service.hypervisor.shown = { ...service.hypervisor.shown, pixels: new Uint8Array(6) };
  await vi.waitFor(async () => {
    const changed = await service.get(uri, { "if-none-match": etag });
    expect(changed.statusCode).toBe(200);
    expect(readPng(changed.rawPayload)).toEqual(service.hypervisor.shown);
  });
});

it("says that a machine that is off has no screen", async () => {
  await using service = await redfishService();
  const answer = await service.get(uri);
  expect(answer.statusCode).toBe(409);
  expect(answer.json().error["@Message.ExtendedInfo"][0].Message).toMatch(/off: there is no screen/);
});

it("cannot be written, and is of this system only", async () => {
  await using service = await machineThatIsOn();
  const answer = await service.request("POST", uri, {});
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, "GET, HEAD"]);
  expect((await service.get(uri.replace("/1/", "/2/"))).statusCode).toBe(404);
  const head = await service.request("HEAD", uri);
  expect([head.statusCode, head.payload, head.headers["content-type"]]).toEqual([200, "", "image/png"]);
});
