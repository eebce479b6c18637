import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Clock } from "../../server/bmc/clock.ts";
import { PasswordVault } from "../../server/bmc/password-vault.ts";
import { composeSensors } from "../../server/bmc/sensors/compose.ts";
import { Settings } from "../../server/bmc/settings.ts";
import { everyEvent } from "../../server/redfish/events/event-filter.ts";
import { EventService } from "../../server/redfish/events/event-service.ts";
import { MetricReports } from "../../server/redfish/telemetry/metric-reports.ts";
import { Store } from "../../server/store/store.ts";
import { fakeMachine } from "../support/fake-machine.ts";
import { eventReceiver } from "./event-receiver.ts";

/** An event service in a folder of its own; each `start` is one after a restart of the BMC. */
function restartable() {
  const dir = mkdtempSync(join(tmpdir(), "event-service-"));
  let end = () => {};
  const start = () => {
    end();
    const store = Store.open(dir);
    const settings = new Settings(store);
    const { machine, events } = fakeMachine();
    const { sensors } = composeSensors({ machine, events, settings });
    const clock = new Clock(settings, events, Date.now);
    const service = new EventService({
      ...{ events, settings, sensors },
      ...{ clock, metricReports: new MetricReports(sensors, clock) },
      vault: PasswordVault.open(join(dir, "key")),
    });
    end = () => {
      service.stop();
      store.close();
    };
    return { service, events };
  };
  onTestFinished(() => {
    end();
    rmSync(dir, { recursive: true });
  });
  return { start, bytes: () => readFileSync(join(dir, "state.sqlite-wal")) };
}

const subscription = {
  owner: "ada",
  context: "kept",
  choice: everyEvent,
  headers: { authorization: "Bearer 9c-osprey" },
  retryPolicy: "RetryForever",
  verifyCertificate: false,
} as const;

test("a subscription and its headers survive a restart, and the subscriber is told of it", async () => {
  await using receiver = await eventReceiver();
  const { start, bytes } = restartable();
  const { id } = start().service.subscribe({ ...subscription, destination: receiver.url });
  expect(bytes().includes("osprey")).toBe(false);
  const { service } = start();
  expect(service.find(id)).toMatchObject({ destination: receiver.url, context: "kept", owner: "ada" });
  service.start();
  const [first] = await receiver.got(1);
  expect(first?.headers.authorization).toBe("Bearer 9c-osprey");
  expect(receiver.messageIds()).toEqual(["HeartbeatEvent.1.1.RedfishServiceStarted"]);
  expect(service.subscribe({ ...subscription, destination: `${receiver.url}/2` }).id).not.toBe(id);
});

test("Ids of events and the service's settings survive it, too", async () => {
  await using receiver = await eventReceiver();
  const { start } = restartable();
  const before = start().service;
  before.subscribe({ ...subscription, destination: receiver.url });
  before.configure({ attempts: 7 });
  before.start();
  await receiver.got(1);
  const after = start().service;
  after.start();
  const [first, second] = await receiver.got(2);
  expect(first?.body.Events[0]?.EventId).not.toBe(second?.body.Events[0]?.EventId);
  expect(after.settings.attempts).toBe(7);
});

test("a sensor's reading is told in the words of the SensorEvent registry", async () => {
  await using receiver = await eventReceiver();
  const { service, events } = restartable().start();
  service.subscribe({ ...subscription, destination: receiver.url });
  service.start();
  const crossing = {
    sensor: 1,
    name: "CPU Temp",
    reading: 91.5,
    limit: 90,
    unit: "°C",
    severity: "Critical",
  } as const;
  events.emit("sensorThresholdCrossed", { ...crossing, threshold: "upperCritical", asserted: true });
  events.emit("sensorThresholdCrossed", { ...crossing, threshold: "upperCritical", asserted: false });
  const received = await receiver.got(3);
  expect(received[1]?.body.Events[0]).toMatchObject({
    MessageId: "SensorEvent.1.1.ReadingAboveUpperCriticalThreshold",
    Message: "Sensor 'CPU Temp' reading of 91.5 (°C) is above the 90 upper critical threshold.",
    OriginOfCondition: { "@odata.id": "/redfish/v1/Chassis/1/Sensors/CPUTemp" },
  });
  expect(received[2]?.body.Events[0]?.MessageId).toBe("SensorEvent.1.1.SensorReadingNormalRange");
});
