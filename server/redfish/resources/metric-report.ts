import { resource } from "../resource.ts";
import { metricReportProperties } from "../schemas/telemetry.ts";
import { metricReportType, sensorReportId } from "../telemetry/metric-reports.ts";

export const metricReport = resource<typeof metricReportProperties>({
  type: metricReportType,
  uri: "/redfish/v1/TelemetryService/MetricReports/:MetricReportId",
  privilege: "Login",
  collection: { name: "Metric Report Collection", members: () => [sensorReportId] },
  properties: metricReportProperties,
  read: ({ metricReports }) => metricReports.latest,
});
