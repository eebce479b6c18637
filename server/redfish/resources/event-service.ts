import { Type } from "typebox";
import { type EventRecord, eventTypes } from "../events/event-record.ts";
import { eventStreamUri } from "../events/event-stream-uri.ts";
import { resourceTypes } from "../events/sources.ts";
import { dateTime, linkTo, severity } from "../properties.ts";
import { eventRegistries } from "../registries/index.ts";
import { action, patch, resource } from "../resource.ts";
import { eventServiceProperties } from "../schemas/event-service.ts";

const most = { attempts: 100, intervalSeconds: 3600 };

const submitTestEvent = action({
  privilege: "ConfigureManager",
  parameters: {
    EventId: Type.Optional(Type.String()),
    EventGroupId: Type.Optional(Type.Integer()),
    EventTimestamp: Type.Optional(Type.String()),
    EventType: Type.Optional(Type.Enum(eventTypes)),
    Message: Type.Optional(Type.String()),
    MessageArgs: Type.Optional(Type.Array(Type.String())),
    MessageId: Type.Optional(Type.String()),
    MessageSeverity: Type.Optional(severity),
    OriginOfCondition: Type.Optional(Type.String()),
    Severity: Type.Optional(severity),
  },
  handle({ eventService }, asked) {
    const { MessageArgs, EventGroupId, OriginOfCondition: uri } = asked;
    eventService.submit((id, at) => {
      const record: EventRecord = {
        EventType: asked.EventType ?? "Alert",
        EventId: asked.EventId ?? id,
        EventTimestamp: asked.EventTimestamp ?? dateTime(at),
        MemberId: "0",
        Message: asked.Message ?? "Test message.",
        MessageId: asked.MessageId ?? "ResourceEvent.1.4.TestMessage",
        MessageSeverity: asked.MessageSeverity ?? asked.Severity ?? "OK",
        ...(MessageArgs && { MessageArgs }),
        ...(EventGroupId !== undefined && { EventGroupId }),
        ...(uri !== undefined && { OriginOfCondition: linkTo(uri) }),
      };
      return { record, ...(uri !== undefined && { about: { uri, type: "" } }) };
    });
    return undefined;
  },
});

export const eventService = resource<typeof eventServiceProperties>({
  type: "EventService.v1_12_0.EventService",
  uri: "/redfish/v1/EventService",
  privilege: "Login",
  properties: eventServiceProperties,
  read({ eventService }, { id, uri }) {
    const { enabled, attempts, intervalSeconds } = eventService.settings;
    return {
      Id: id,
      Name: "Event Service",
      ServiceEnabled: enabled,
      DeliveryRetryAttempts: attempts,
      DeliveryRetryIntervalSeconds: intervalSeconds,
      EventFormatTypes: ["Event", "MetricReport"],
      RegistryPrefixes: eventRegistries.map(({ prefix }) => prefix),
      ResourceTypes: [...resourceTypes],
      Severities: ["OK", "Warning", "Critical"],
      SubordinateResourcesSupported: true,
      OriginResourcesSupported: true,
      IncludeOriginOfConditionSupported: false,
      SSEIncludeOriginOfConditionSupported: false,
      ExcludeRegistryPrefix: true,
      ExcludeMessageId: true,
      ServerSentEventUri: eventStreamUri,
      SSEFilterPropertiesSupported: {
        EventFormatType: true,
        MessageId: true,
        MetricReportDefinition: true,
        OriginResource: true,
        RegistryPrefix: true,
        ResourceType: true,
        SubordinateResources: true,
      },
      Subscriptions: linkTo(`${uri}/Subscriptions`),
      Status: { State: enabled ? "Enabled" : "Disabled", Health: "OK" },
    };
  },
  patch: patch({
    privilege: "ConfigureManager",
    properties: {
      ServiceEnabled: Type.Optional(Type.Boolean()),
      DeliveryRetryAttempts: Type.Optional(Type.Integer({ minimum: 0, maximum: most.attempts })),
      DeliveryRetryIntervalSeconds: Type.Optional(
        Type.Integer({ minimum: 1, maximum: most.intervalSeconds }),
      ),
    },
    handle({ eventService }, asked) {
      const { ServiceEnabled, DeliveryRetryAttempts, DeliveryRetryIntervalSeconds } = asked;
      eventService.configure({
        ...(ServiceEnabled !== undefined && { enabled: ServiceEnabled }),
        ...(DeliveryRetryAttempts !== undefined && { attempts: DeliveryRetryAttempts }),
        ...(DeliveryRetryIntervalSeconds !== undefined && { intervalSeconds: DeliveryRetryIntervalSeconds }),
      });
    },
  }),
  actions: { "EventService.SubmitTestEvent": submitTestEvent },
});
