import { Type } from "typebox";
import { link, named, status } from "../properties.ts";

export const telemetryServiceProperties = {
  ...named,
  ServiceEnabled: Type.Boolean(),
  MaxReports: Type.Integer(),
  MinCollectionInterval: Type.String(),
  MetricReportDefinitions: link,
  MetricReports: link,
  Status: status,
};

export const metricReportDefinitionProperties = {
  ...named,
  MetricReportDefinitionType: Type.Enum(["Periodic"]),
  MetricReportDefinitionEnabled: Type.Boolean(),
  ReportActions: Type.Array(Type.Enum(["LogToMetricReportsCollection", "RedfishEvent"])),
  ReportUpdates: Type.Enum(["Overwrite"]),
  Schedule: Type.Object({ RecurrenceInterval: Type.String() }),
  MetricProperties: Type.Array(Type.String()),
  MetricReport: link,
  Status: status,
};

export const metricReportProperties = {
  ...named,
  MetricReportDefinition: link,
  Timestamp: Type.String(),
  MetricValues: Type.Array(
    Type.Object({
      MetricId: Type.String(),
      MetricProperty: Type.String(),
      MetricValue: Type.String(),
      Timestamp: Type.String(),
    }),
  ),
};
