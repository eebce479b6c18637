import { expect, test } from "vitest";
import { selfSigned } from "../../server/bmc/key-pair.ts";
import { eventually } from "../support/eventually.ts";
import { eventReceiver } from "./event-receiver.ts";
import { redfishService } from "./redfish-service.ts";

const subscriptions = "/redfish/v1/EventService/Subscriptions";
const testEvent = "/redfish/v1/EventService/Actions/EventService.SubmitTestEvent";
const origin = { via: "test" };
type Service = Awaited<ReturnType<typeof redfishService>>;

async function subscribe(service: Service, Destination: string, more: object = {}) {
  const answer = await service.request("POST", subscriptions, { Destination, Protocol: "Redfish", ...more });
  expect([answer.statusCode, answer.body]).toEqual([201, expect.anything()]);
  return `${answer.headers.location}`;
}

const stateOf = async (service: Service, uri: string) => (await service.get(uri)).json().Status?.State;

test("a subscriber gets what happens, as an Event with its context", async () => {
  await using service = await redfishService();
  await using receiver = await eventReceiver();
  const uri = await subscribe(service, receiver.url, {
    ...{ Context: "mine", EventFormatType: "Event", RegistryPrefixes: ["QemuBmc"] },
  });
  expect((await service.get(uri)).json()).toMatchObject({
    ...{ Destination: receiver.url, Protocol: "Redfish", Context: "mine", SubscriptionType: "RedfishEvent" },
    ...{ DeliveryRetryPolicy: "SuspendRetries", VerifyCertificate: false, HttpHeaders: [] },
    Status: { State: "Enabled", Health: "OK" },
  });
  service.events.emit("nmiInjected", { origin });
  const [first] = await receiver.got(1);
  expect(first?.headers).toMatchObject({ "content-type": "application/json; charset=utf-8" });
  expect(first?.body).toMatchObject({
    ...{ "@odata.type": "#Event.v1_13_0.Event", Name: "Event", Context: "mine" },
    Events: [
      {
        ...{ MessageId: "QemuBmc.1.0.NmiInjected", MessageSeverity: "Warning", EventType: "Alert" },
        ...{ MemberId: "0", OriginOfCondition: { "@odata.id": "/redfish/v1/Systems/1" } },
        EventTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      },
    ],
  });
});

test("events come in order, each with an Id of its own", async () => {
  await using service = await redfishService();
  await using receiver = await eventReceiver();
  await subscribe(service, receiver.url, {
    RegistryPrefixes: ["ResourceEvent"],
    ResourceTypes: ["ComputerSystem"],
  });
  for (const action of ["on", "off"] as const) await (await service.machine.power(action, origin)).outcome;
  await receiver.got(4);
  const names = receiver.messageIds().map(id => id.replace("ResourceEvent.1.4.Resource", ""));
  expect(names.slice(0, 4)).toEqual(["PoweringOn", "PoweredOn", "PoweringOff", "PoweredOff"]);
  const ids = receiver.received.map(({ body }) => `${body.Events[0]?.EventId}`);
  expect(new Set(ids).size).toBe(ids.length);
});

test.each([
  [
    "SubordinateResources",
    { OriginResources: [{ "@odata.id": "/redfish/v1/AccountService" }], SubordinateResources: true },
  ],
  ["ResourceTypes", { ResourceTypes: ["ManagerAccount"] }],
  ["MessageIds", { MessageIds: ["ResourceEvent.ResourceRemoved"], ExcludeMessageIds: ["Other.1.0.Thing"] }],
  ["EventTypes", { EventTypes: ["ResourceRemoved"] }],
  ["ExcludeRegistryPrefixes", { ExcludeRegistryPrefixes: ["QemuBmc"], ResourceTypes: ["ManagerAccount"] }],
])("a subscriber chooses by %s", async (_, choice) => {
  await using service = await redfishService();
  await using receiver = await eventReceiver();
  await subscribe(service, receiver.url, choice);
  service.events.emit("nmiInjected", { origin });
  service.events.emit("accountChanged", { id: 9, userName: "ada", change: "deleted", origin });
  await receiver.got(1);
  expect(receiver.received.map(({ body }) => body.Events[0]?.OriginOfCondition)).toEqual([
    { "@odata.id": "/redfish/v1/AccountService/Accounts/9" },
  ]);
  expect(receiver.messageIds()).toEqual(["ResourceEvent.1.4.ResourceRemoved"]);
});

test("a subscriber chooses by severity", async () => {
  await using service = await redfishService();
  await using receiver = await eventReceiver();
  await subscribe(service, receiver.url, { Severities: ["Critical"] });
  service.events.emit("nmiInjected", { origin });
  service.events.emit("guestPanicked", {});
  await receiver.got(1);
  expect(receiver.messageIds()).toEqual(["Platform.1.3.OperatingSystemCrash"]);
});

test("a test event says what it is told to say", async () => {
  await using service = await redfishService();
  await using receiver = await eventReceiver();
  await subscribe(service, receiver.url, { RegistryPrefixes: ["Contoso"] });
  expect((await service.request("POST", testEvent, {}, service.as("operator"))).statusCode).toBe(403);
  const asked = {
    MessageId: "Contoso.1.0.Drill",
    MessageArgs: ["a"],
    EventId: "77",
    MessageSeverity: "Warning",
  };
  expect((await service.request("POST", testEvent, asked)).statusCode).toBe(204);
  const [first] = await receiver.got(1);
  expect(first?.body.Events).toEqual([expect.objectContaining(asked)]);
});

test("HTTP headers go with each event, are never shown and cannot break the post", async () => {
  await using service = await redfishService();
  await using receiver = await eventReceiver();
  const secret = "Bearer 4f-kestrel";
  const uri = await subscribe(service, receiver.url, {
    HttpHeaders: [{ Authorization: secret }, { "X-Site": "b" }],
  });
  expect((await service.get(uri)).body).not.toContain(secret);
  service.events.emit("nmiInjected", { origin });
  const [first] = await receiver.got(1);
  expect(first?.headers).toMatchObject({ authorization: secret, "x-site": "b" });
  for (const header of [
    { "Content-Length": "1" },
    { Trailer: "x" },
    { "bad name": secret },
    { Ok: `${secret}\r\nX: y` },
  ]) {
    const wrong = { Destination: receiver.url, Protocol: "Redfish", HttpHeaders: [header] };
    const refused = await service.request("POST", subscriptions, wrong);
    expect(refused.statusCode).toBe(400);
    expect(refused.body).not.toContain("kestrel");
  }
});

test.each([
  [{ Destination: "http://127.0.0.1/", Protocol: "FTP" }, "PropertyValueNotInList", "#/Protocol"],
  [{ Destination: "ftp://127.0.0.1/", Protocol: "Redfish" }, "PropertyValueFormatError", "#/Destination"],
  [{ Destination: "file:///etc/passwd", Protocol: "Redfish" }, "PropertyValueFormatError", "#/Destination"],
  [{ Destination: "somewhere", Protocol: "Redfish" }, "PropertyValueFormatError", "#/Destination"],
  [
    { Destination: "http://me:pass@127.0.0.1/", Protocol: "Redfish" },
    "PropertyValueFormatError",
    "#/Destination",
  ],
  [{ Protocol: "Redfish" }, "PropertyMissing", "#/Destination"],
  [
    { Destination: "http://127.0.0.1/", Protocol: "Redfish", Severities: ["Bad"] },
    "PropertyValueNotInList",
    "#/Severities/0",
  ],
])("%j is no subscription", async (body, code, property) => {
  await using service = await redfishService();
  const answer = await service.request("POST", subscriptions, body);
  expect(answer.statusCode).toBe(400);
  const [first] = answer.json().error["@Message.ExtendedInfo"];
  expect(first).toMatchObject({ MessageId: `Base.1.22.${code}`, RelatedProperties: [property] });
});

test("the same subscription twice is a conflict, and there is a limit", async () => {
  await using service = await redfishService();
  const Destination = "http://127.0.0.1:9/";
  await subscribe(service, Destination, { Context: "0" });
  const twice = await service.request("POST", subscriptions, {
    Destination,
    Protocol: "Redfish",
    Context: "0",
  });
  expect([twice.statusCode, twice.json().error.code]).toEqual([409, "Base.1.22.ResourceAlreadyExists"]);
  for (let count = 1; count < 32; count += 1) await subscribe(service, Destination, { Context: `${count}` });
  const more = await service.request("POST", subscriptions, {
    Destination,
    Protocol: "Redfish",
    Context: "more",
  });
  expect([more.statusCode, more.json().error.code]).toEqual([
    503,
    "Base.1.22.EventSubscriptionLimitExceeded",
  ]);
});

test("who may subscribe: operators, and each may only end their own subscriptions", async () => {
  await using service = await redfishService();
  const body = { Destination: "http://127.0.0.1:9/", Protocol: "Redfish" };
  expect((await service.request("POST", subscriptions, body, service.as("reader"))).statusCode).toBe(403);
  const own = await service.request("POST", subscriptions, body, service.as("operator"));
  expect(own.statusCode).toBe(201);
  const other = await subscribe(service, "http://127.0.0.1:9/other");
  const asOperator = service.as("operator");
  expect((await service.request("DELETE", other, undefined, asOperator)).statusCode).toBe(403);
  expect((await service.request("DELETE", `${own.headers.location}`, undefined, asOperator)).statusCode).toBe(
    204,
  );
  expect((await service.get(`${own.headers.location}`)).statusCode).toBe(404);
});

const quick = { DeliveryRetryIntervalSeconds: 1, DeliveryRetryAttempts: 1 };

test("an event that is not taken is tried again", async () => {
  await using service = await redfishService();
  await using receiver = await eventReceiver(count => (count === 0 ? 500 : 200));
  await service.request("PATCH", "/redfish/v1/EventService", quick);
  const uri = await subscribe(service, receiver.url, { RegistryPrefixes: ["Platform"] });
  service.events.emit("guestPanicked", {});
  await receiver.got(2);
  expect(receiver.messageIds().slice(0, 2)).toEqual(Array(2).fill("Platform.1.3.OperatingSystemCrash"));
  expect(await stateOf(service, uri)).toBe("Enabled");
});

test("after the last attempt a subscription is suspended until it is resumed", async () => {
  await using service = await redfishService();
  await using receiver = await eventReceiver(count => (count < 2 ? 503 : 200));
  await service.request("PATCH", "/redfish/v1/EventService", quick);
  const uri = await subscribe(service, receiver.url, { RegistryPrefixes: ["Platform"] });
  service.events.emit("guestPanicked", {});
  await eventually(
    () => service.eventService.subscriptions.some(each => each.kind === "push" && each.suspended),
    8,
    () => "not suspended",
  );
  expect(await stateOf(service, uri)).toBe("Disabled");
  service.events.emit("guestPanicked", {});
  const resume = `${uri}/Actions/EventDestination.ResumeSubscription`;
  expect((await service.request("POST", resume, {})).statusCode).toBe(204);
  expect(await stateOf(service, uri)).toBe("Enabled");
  expect(receiver.received.length).toBe(2);
  service.events.emit("machineReset", { cause: "command", origin });
  await receiver.got(3);
  expect(receiver.messageIds().at(-1)).toBe("Platform.1.3.PlatformReset");
});

test("or it is gone, or it goes on for ever, as its policy says", async () => {
  await using service = await redfishService();
  await using receiver = await eventReceiver(() => 404);
  await service.request("PATCH", "/redfish/v1/EventService", { ...quick, DeliveryRetryAttempts: 0 });
  const choice = { RegistryPrefixes: ["Platform"] };
  const terminated = await subscribe(service, receiver.url, {
    ...choice,
    DeliveryRetryPolicy: "TerminateAfterRetries",
  });
  const forever = await subscribe(service, receiver.url, {
    ...choice,
    Context: "2",
    DeliveryRetryPolicy: "RetryForever",
  });
  service.events.emit("guestPanicked", {});
  await receiver.got(3);
  expect((await service.get(terminated)).statusCode).toBe(404);
  expect(await stateOf(service, forever)).toBe("Enabled");
});

test("over HTTPS, with and without a certificate that can be trusted", async () => {
  await using service = await redfishService();
  await using receiver = await eventReceiver(() => 200, service.certificate.value);
  await service.request("PATCH", "/redfish/v1/EventService", { ...quick, DeliveryRetryAttempts: 0 });
  const strict = await subscribe(service, receiver.url, { VerifyCertificate: true, Context: "strict" });
  await subscribe(service, receiver.url, { Context: "lax" });
  service.events.emit("nmiInjected", { origin });
  await receiver.got(1);
  await eventually(
    () => service.eventService.subscriptions.some(each => each.kind === "push" && each.suspended),
    8,
    () => "not suspended",
  );
  expect(receiver.received.every(({ body }) => body.Context === "lax")).toBe(true);
  expect(await stateOf(service, strict)).toBe("Disabled");
});

test("a receiver whose certificate is among the subscription's is trusted, until that goes", async () => {
  await using service = await redfishService();
  const names = [{ type: "ip", value: "127.0.0.1" }] as const;
  const { pem: cert, key } = await selfSigned([{ CN: ["receiver"] }], names, 1);
  await using receiver = await eventReceiver(() => 200, { cert, key });
  await service.request("PATCH", "/redfish/v1/EventService", { ...quick, DeliveryRetryAttempts: 0 });
  const uri = await subscribe(service, receiver.url, {
    VerifyCertificate: true,
    RegistryPrefixes: ["QemuBmc"],
  });
  const certificates = (await service.get(uri)).json().Certificates["@odata.id"];
  const wrong = { CertificateString: "no certificate", CertificateType: "PEM" };
  const refused = await service.request("POST", certificates, wrong);
  expect([refused.statusCode, refused.body]).toEqual([400, expect.stringContaining("CertificateString")]);
  const body = { CertificateString: cert, CertificateType: "PEM" };
  expect((await service.request("POST", certificates, body, service.as("operator"))).statusCode).toBe(403);
  const made = await service.request("POST", certificates, body);
  expect(made.json()).toMatchObject({ Id: "1", Subject: { CommonName: "receiver" } });
  service.events.emit("nmiInjected", { origin });
  await receiver.got(1);
  expect((await service.request("DELETE", `${made.headers.location}`)).statusCode).toBe(204);
  expect((await service.get(certificates)).json().Members).toEqual([]);
  const before = receiver.received.length;
  service.events.emit("nmiInjected", { origin });
  await eventually(
    () => service.eventService.subscriptions.some(each => each.kind === "push" && each.suspended),
    8,
    () => "not suspended",
  );
  expect(receiver.received.length).toBe(before);
});

test("a disabled service sends nothing", async () => {
  await using service = await redfishService();
  await using receiver = await eventReceiver();
  await subscribe(service, receiver.url, { RegistryPrefixes: ["Platform", "QemuBmc"] });
  await service.request("PATCH", "/redfish/v1/EventService", { ServiceEnabled: false });
  service.events.emit("guestPanicked", {});
  expect(await stateOf(service, "/redfish/v1/EventService")).toBe("Disabled");
  await service.request("PATCH", "/redfish/v1/EventService", { ServiceEnabled: true });
  service.events.emit("nmiInjected", { origin });
  const [first] = await receiver.got(1);
  expect(first?.body.Events[0]?.MessageId).toBe("QemuBmc.1.0.NmiInjected");
});
