import { expect, test } from "vitest";
import { eventReceiver } from "./event-receiver.ts";
import { redfishService } from "./redfish-service.ts";

const uri = "/redfish/v1/Chassis/1/Sensors/CPUTemp";
const action = `${uri}/Actions/Oem/QemuBmc.ForceReading`;

test("a forced reading is shown as one, crosses thresholds, and is logged and told as if it were true", async () => {
  await using service = await redfishService();
  await using receiver = await eventReceiver();
  service.sensors.sample(0);
  const subscription = {
    Destination: receiver.url,
    Protocol: "Redfish",
    RegistryPrefixes: ["SensorEvent"],
  };
  await service.request("POST", "/redfish/v1/EventService/Subscriptions", subscription);
  const before = (await service.get(uri)).json();
  expect(before).toMatchObject({
    Actions: { Oem: { "#QemuBmc.ForceReading": { target: action } } },
    Oem: { QemuBmc: { Forced: false } },
  });
  expect((await service.request("POST", action, { Reading: 99 })).statusCode).toBe(204);
  expect((await service.get(uri)).json()).toMatchObject({
    Reading: 99,
    Status: { Health: "Critical" },
    Oem: { QemuBmc: { Forced: true } },
  });
  await receiver.got(2);
  expect(receiver.messageIds()).toEqual([
    "SensorEvent.1.1.ReadingAboveUpperCautionThreshold",
    "SensorEvent.1.1.ReadingAboveUpperCriticalThreshold",
  ]);
  const entries = (await service.get("/redfish/v1/Systems/1/LogServices/EventLog/Entries")).json().Members;
  expect(JSON.stringify(entries)).toContain("CPU Temp is beyond its limit of 98 °C: 99 °C.");
  expect((await service.request("POST", action, { Reading: null })).statusCode).toBe(204);
  expect((await service.get(uri)).json()).toMatchObject({
    Reading: before.Reading,
    Status: { Health: "OK" },
    Oem: { QemuBmc: { Forced: false } },
  });
  await receiver.got(4);
});

test("ends by itself after its duration", async () => {
  await using service = await redfishService();
  service.sensors.sample(10_000);
  await service.request("POST", action, { Reading: 80, Duration: "PT1M30S" });
  const readingAt = async (seconds: number) => {
    service.sensors.sample(seconds * 1000);
    return (await service.get(uri)).json().Reading;
  };
  expect(await readingAt(99)).toBe(80);
  expect(await readingAt(100)).toBe(22);
});

test.each([
  [{}, "ActionParameterMissing", "#/Reading"],
  [{ Reading: "hot" }, "ActionParameterValueTypeError", "#/Reading"],
  [{ Reading: 200 }, "ActionParameterValueOutOfRange", "#/Reading"],
  [{ Reading: 50, Duration: "a while" }, "ActionParameterValueFormatError", "#/Duration"],
  [{ Reading: 50, Duration: "PT" }, "ActionParameterValueFormatError", "#/Duration"],
  [{ Reading: 50, Colour: "red" }, "ActionParameterUnknown", "#/Colour"],
])("refuses %j with %s", async (body, id, pointer) => {
  await using service = await redfishService();
  const answer = await service.request("POST", action, body);
  expect(answer.statusCode).toBe(400);
  const messages = answer.json().error["@Message.ExtendedInfo"] as { MessageId: string }[];
  expect(messages).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ MessageId: expect.stringMatching(`${id}$`), RelatedProperties: [pointer] }),
    ]),
  );
  expect((await service.get(uri)).json().Oem.QemuBmc.Forced).toBe(false);
});

test("is for those who may configure components", async () => {
  await using service = await redfishService();
  const status = async (user: string) =>
    (await service.request("POST", action, { Reading: 50 }, service.as(user))).statusCode;
  expect([await status("reader"), await status("operator")]).toEqual([403, 204]);
});

test("the schema of our own types has the action", async () => {
  await using service = await redfishService();
  const { body } = await service.get("/redfish/v1/Schemas/QemuBmc_v1.xml");
  expect(body).toContain('<Action Name="ForceReading" IsBound="true">');
  expect(body).toContain('<Parameter Name="Reading" Type="Edm.Decimal" Nullable="true">');
  expect(body).toContain('<Parameter Name="Duration" Type="Edm.Duration" Nullable="true">');
});
