import { expect, test } from "vitest";
import { eventReceiver } from "./event-receiver.ts";
import { redfishService } from "./redfish-service.ts";

const root = "/redfish/v1/TelemetryService";
const report = `${root}/MetricReports/Sensors`;

test("a metric report holds the reading of every sensor that has one", async () => {
  await using service = await redfishService();
  await (await service.machine.power("on", { via: "test" })).outcome;
  service.sensors.sample(0);
  const { MetricValues, MetricReportDefinition, Timestamp } = (await service.get(report)).json();
  const { Reading } = (await service.get("/redfish/v1/Chassis/1/Sensors/CPUTemp")).json();
  expect(MetricValues).toContainEqual({
    MetricId: "CPUTemp",
    MetricProperty: "/redfish/v1/Chassis/1/Sensors/CPUTemp#/Reading",
    MetricValue: `${Reading}`,
    Timestamp,
  });
  const definition = (await service.get(MetricReportDefinition["@odata.id"])).json();
  expect(definition).toMatchObject({
    ...{ MetricReportDefinitionType: "Periodic", Schedule: { RecurrenceInterval: "PT60S" } },
    MetricReport: { "@odata.id": report },
  });
});

test("a new report is made once a minute and goes to those who subscribe to reports, and no event does", async () => {
  await using service = await redfishService();
  await using receiver = await eventReceiver();
  const Destination = receiver.url;
  const subscription = {
    Destination,
    Protocol: "Redfish",
    EventFormatType: "MetricReport",
    Context: "graphs",
  };
  const answer = await service.request("POST", "/redfish/v1/EventService/Subscriptions", subscription);
  expect(answer.json()).toMatchObject({ EventFormatType: "MetricReport" });
  service.events.emit("guestPanicked", {});
  for (const seconds of [1, 30, 60, 61]) service.sensors.sample(seconds * 1000);
  const received = await receiver.got(2);
  expect(received.map(({ body }) => body)).toEqual(
    Array(2).fill(
      expect.objectContaining({
        ...{ "@odata.id": report, "@odata.type": "#MetricReport.v1_5_2.MetricReport", Context: "graphs" },
        MetricReportDefinition: { "@odata.id": `${root}/MetricReportDefinitions/Sensors` },
      }),
    ),
  );
});
