import { linkTo } from "../properties.ts";
import { resource } from "../resource.ts";
import { metricReportDefinitionProperties } from "../schemas/telemetry.ts";
import {
  metricPropertyOf,
  reportInterval,
  sensorReportId,
  sensorReportUri,
} from "../telemetry/metric-reports.ts";

export const metricReportDefinition = resource<typeof metricReportDefinitionProperties>({
  type: "MetricReportDefinition.v1_4_7.MetricReportDefinition",
  uri: "/redfish/v1/TelemetryService/MetricReportDefinitions/:MetricReportDefinitionId",
  privilege: "Login",
  collection: { name: "Metric Report Definition Collection", members: () => [sensorReportId] },
  properties: metricReportDefinitionProperties,
  read: ({ sensors }, { id }) => ({
    Id: id,
    Name: "Readings of all sensors",
    MetricReportDefinitionType: "Periodic",
    MetricReportDefinitionEnabled: true,
    ReportActions: ["LogToMetricReportsCollection", "RedfishEvent"],
    ReportUpdates: "Overwrite",
    Schedule: { RecurrenceInterval: `PT${reportInterval}S` },
    MetricProperties: sensors.list.map(({ declaration }) => metricPropertyOf(declaration.name)),
    MetricReport: linkTo(sensorReportUri),
    Status: { State: "Enabled", Health: "OK" },
  }),
});
