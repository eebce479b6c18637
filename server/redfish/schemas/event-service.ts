import { Type } from "typebox";
import { link, named, severity, status } from "../properties.ts";

export const eventFormatType = Type.Enum(["Event", "MetricReport"]);

export const eventServiceProperties = {
  ...named,
  ServiceEnabled: Type.Boolean(),
  DeliveryRetryAttempts: Type.Integer(),
  DeliveryRetryIntervalSeconds: Type.Integer(),
  EventFormatTypes: Type.Array(eventFormatType),
  RegistryPrefixes: Type.Array(Type.String()),
  ResourceTypes: Type.Array(Type.String()),
  Severities: Type.Array(severity),
  SubordinateResourcesSupported: Type.Boolean(),
  OriginResourcesSupported: Type.Boolean(),
  IncludeOriginOfConditionSupported: Type.Boolean(),
  SSEIncludeOriginOfConditionSupported: Type.Boolean(),
  ExcludeRegistryPrefix: Type.Boolean(),
  ExcludeMessageId: Type.Boolean(),
  ServerSentEventUri: Type.String(),
  SSEFilterPropertiesSupported: Type.Object({
    EventFormatType: Type.Boolean(),
    MessageId: Type.Boolean(),
    MetricReportDefinition: Type.Boolean(),
    OriginResource: Type.Boolean(),
    RegistryPrefix: Type.Boolean(),
    ResourceType: Type.Boolean(),
    SubordinateResources: Type.Boolean(),
  }),
  Subscriptions: link,
  Status: status,
};
