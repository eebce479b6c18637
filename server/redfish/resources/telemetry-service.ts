import { linkTo } from "../properties.ts";
import { resource } from "../resource.ts";
import { telemetryServiceProperties } from "../schemas/telemetry.ts";
import { reportInterval } from "../telemetry/metric-reports.ts";

export const telemetryService = resource<typeof telemetryServiceProperties>({
  type: "TelemetryService.v1_4_1.TelemetryService",
  uri: "/redfish/v1/TelemetryService",
  privilege: "Login",
  properties: telemetryServiceProperties,
  read: (_, { id, uri }) => ({
    Id: id,
    Name: "Telemetry Service",
    ServiceEnabled: true,
    MaxReports: 1,
    MinCollectionInterval: `PT${reportInterval}S`,
    MetricReportDefinitions: linkTo(`${uri}/MetricReportDefinitions`),
    MetricReports: linkTo(`${uri}/MetricReports`),
    Status: { State: "Enabled", Health: "OK" },
  }),
});
