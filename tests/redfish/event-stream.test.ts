import { once } from "node:events";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { redfishService } from "./redfish-service.ts";

const sse = "/redfish/v1/EventService/SSE";
const subscriptions = "/redfish/v1/EventService/Subscriptions";
const onlyEvents = "?$filter=EventFormatType%20eq%20'Event'";
const origin = { via: "test" };
type Service = Awaited<ReturnType<typeof redfishService>>;

/** The service on a port of this machine. */
async function listening() {
  const service = await redfishService();
  await service.app.listen({ port: 0, host: "127.0.0.1" });
  return { service, port: (service.app.server.address() as AddressInfo).port };
}

/** An open event stream, and what has come on it. */
async function openStream(port: number, headers: Record<string, string>, query = "") {
  const request = http.get({ port, host: "127.0.0.1", path: `${sse}${query}`, headers });
  const [response] = (await once(request, "response")) as [http.IncomingMessage];
  let text = "";
  let ended = false;
  response.setEncoding("utf8").on("data", chunk => {
    text += chunk;
  });
  for (const name of ["end", "close", "error"]) {
    response.on(name, () => {
      ended = true;
    });
  }
  const blocks = () => text.split("\n\n").filter(block => block.includes("data: "));
  return {
    response,
    text: () => text,
    ended: () =>
      eventually(
        () => ended,
        5,
        () => text,
      ),
    events: (count: number) =>
      eventually(
        () => {
          const found = blocks().map(block => ({
            id: /^id: (.+)$/m.exec(block)?.[1],
            data: JSON.parse(/^data: (.+)$/m.exec(block)?.[1] ?? "null"),
          }));
          return found.length >= count && found;
        },
        5,
        () => text,
      ),
    [Symbol.dispose]: () => request.destroy(),
  };
}

const members = async (service: Service): Promise<{ "@odata.id": string }[]> =>
  (await service.get(subscriptions)).json().Members;

test("an open stream is an EventDestination that goes with its connection", async () => {
  const { service, port } = await listening();
  await using _ = service;
  const stream = await openStream(port, service.as("reader"));
  expect(stream.response.statusCode).toBe(200);
  expect(stream.response.headers).toMatchObject({
    "content-type": "text/event-stream",
    "odata-version": "4.0",
  });
  const [member, ...others] = await members(service);
  expect(others).toEqual([]);
  expect((await service.get(`${member?.["@odata.id"]}`)).json()).toMatchObject({
    ...{ Protocol: "Redfish", SubscriptionType: "SSE", EventFormatType: "Event" },
    ...{ Context: "Event stream", Destination: expect.stringMatching(/^redfish-sse:\/\/127\.0\.0\.1:\d+$/) },
  });
  stream[Symbol.dispose]();
  await eventually(
    () => service.eventService.subscriptions.length === 0,
    5,
    () => "still there",
  );
});

test("events come with Ids that are never the same, and between them signs of life", async () => {
  const { service, port } = await listening();
  await using _ = service;
  using stream = await openStream(port, { ...service.as("admin"), accept: "text/event-stream" }, onlyEvents);
  service.events.emit("nmiInjected", { origin });
  service.events.emit("guestPanicked", {});
  const events = await stream.events(4);
  expect(new Set(events.map(({ id }) => id)).size).toBe(4);
  for (const { id, data } of events) {
    expect(data).toMatchObject({ "@odata.type": "#Event.v1_13_0.Event", Id: id, Context: "Event stream" });
  }
  await eventually(() => /\n:\n/.test(stream.text()), 3, stream.text);
});

test("deleting the EventDestination ends the stream", async () => {
  const { service, port } = await listening();
  await using _ = service;
  using stream = await openStream(port, service.as("admin"));
  const [member] = await members(service);
  expect((await service.request("DELETE", `${member?.["@odata.id"]}`)).statusCode).toBe(204);
  await stream.ended();
  expect(await members(service)).toEqual([]);
});

test("a stream outlives the session that opened it, but not the account", async () => {
  const { service, port } = await listening();
  await using _ = service;
  const login = { UserName: "reader", Password: "kX9-vulpine" };
  const { headers } = await service.request("POST", "/redfish/v1/SessionService/Sessions", login);
  using stream = await openStream(port, { "x-auth-token": `${headers["x-auth-token"]}` }, onlyEvents);
  await service.request("DELETE", `${headers.location}`);
  service.events.emit("nmiInjected", { origin });
  await stream.events(1);
  const account = service.accounts.list().find(({ userName }) => userName === "reader");
  await service.request("PATCH", `/redfish/v1/AccountService/Accounts/${account?.id}`, { Enabled: false });
  await stream.ended();
});

test.each([
  ["RegistryPrefix eq 'Platform'", ["Platform.1.3.OperatingSystemCrash"]],
  ["MessageId eq 'QemuBmc.NmiInjected'", ["QemuBmc.1.0.NmiInjected"]],
  [
    "(MessageId eq 'QemuBmc.1.0.NmiInjected') or (Severity eq 'Critical')",
    ["QemuBmc.1.0.NmiInjected", "Platform.1.3.OperatingSystemCrash"],
  ],
  ["ResourceType eq 'ManagerAccount'", ["ResourceEvent.1.4.ResourceRemoved"]],
  [
    "OriginResource eq '/redfish/v1/AccountService' and SubordinateResources eq true",
    ["ResourceEvent.1.4.ResourceRemoved"],
  ],
  ["EventType eq 'ResourceRemoved' and EventFormatType eq 'Event'", ["ResourceEvent.1.4.ResourceRemoved"]],
])("a stream can be filtered: %s", async (filter, expected) => {
  const { service, port } = await listening();
  await using _ = service;
  using stream = await openStream(port, service.as("admin"), `?$filter=${encodeURIComponent(filter)}`);
  service.events.emit("nmiInjected", { origin });
  service.events.emit("guestPanicked", {});
  service.events.emit("accountChanged", { id: 9, userName: "ada", change: "deleted", origin });
  const events = await stream.events(expected.length);
  const ids = events.map(({ data }) => data.Events[0].MessageId);
  expect(ids.slice(0, expected.length)).toEqual(expected);
});

test("what is no event stream is refused with an error in full", async () => {
  await using service = await redfishService();
  const refused = async (
    url: string,
    headers: Record<string, string> = {},
    method: "GET" | "POST" = "GET",
  ) => {
    const answer = await service.request(method, url, undefined, headers);
    return [answer.statusCode, answer.json().error.code];
  };
  expect(await refused(sse, { accept: "application/json" })).toEqual([406, "Base.1.22.HeaderInvalid"]);
  expect(await refused(sse, { authorization: "" })).toEqual([401, "Base.1.22.NoValidSession"]);
  expect(await refused(sse, {}, "POST")).toEqual([405, "Base.1.22.OperationNotAllowed"]);
  expect(await refused(`${sse}?$expand=*`)).toEqual([501, "Base.1.22.QueryParameterUnsupported"]);
  for (const filter of ["RegistryPrefix", "Colour eq 'red'", "RegistryPrefix eq", "("]) {
    const url = `${sse}?$filter=${encodeURIComponent(filter)}`;
    expect(await refused(url)).toEqual([400, "Base.1.22.QueryParameterValueFormatError"]);
  }
  expect(await members(service)).toEqual([]);
});

test("the stream ends with the BMC, which does not wait for its clients", async () => {
  const { service, port } = await listening();
  using stream = await openStream(port, service.as("admin"));
  await service[Symbol.asyncDispose]();
  await stream.ended();
});
