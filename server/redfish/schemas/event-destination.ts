import { Type } from "typebox";
import { link, links, named, severity, status } from "../properties.ts";
import { eventFormatType } from "./event-service.ts";

export const deliveryRetryPolicy = Type.Enum([
  "TerminateAfterRetries",
  "SuspendRetries",
  "RetryForever",
  "RetryForeverWithBackoff",
]);

const texts = Type.Optional(Type.Array(Type.String()));

export const eventDestinationProperties = {
  ...named,
  Destination: Type.String(),
  Protocol: Type.Enum(["Redfish"]),
  SubscriptionType: Type.Enum(["RedfishEvent", "SSE"]),
  Context: Type.Union([Type.String(), Type.Null()]),
  EventFormatType: eventFormatType,
  RegistryPrefixes: texts,
  ExcludeRegistryPrefixes: texts,
  MessageIds: texts,
  ExcludeMessageIds: texts,
  ResourceTypes: texts,
  OriginResources: Type.Optional(links),
  "OriginResources@odata.count": Type.Optional(Type.Integer()),
  MetricReportDefinitions: Type.Optional(links),
  "MetricReportDefinitions@odata.count": Type.Optional(Type.Integer()),
  SubordinateResources: Type.Optional(Type.Boolean()),
  Severities: Type.Optional(Type.Array(severity)),
  /** What they hold is never told. */
  HttpHeaders: Type.Optional(Type.Array(Type.Object({}))),
  DeliveryRetryPolicy: Type.Optional(deliveryRetryPolicy),
  VerifyCertificate: Type.Optional(Type.Boolean()),
  Certificates: Type.Optional(link),
  Status: status,
};
