import { type Static, Type } from "typebox";
import type { RedfishContext } from "../context.ts";
import { RedfishError } from "../errors.ts";
import { everyEvent } from "../events/event-filter.ts";
import { eventTypes } from "../events/event-record.ts";
import { forbiddenHeader } from "../events/post-headers.ts";
import type { PushSubscription, Subscription } from "../events/subscription.ts";
import { about, message } from "../message.ts";
import { type BodyOf, linkTo, severity } from "../properties.ts";
import { action, create, patch, type Request, resource } from "../resource.ts";
import { deliveryRetryPolicy, eventDestinationProperties } from "../schemas/event-destination.ts";
import { eventFormatType } from "../schemas/event-service.ts";

type Properties = BodyOf<typeof eventDestinationProperties>;

const text = Type.String({ maxLength: 1024 });
const list = Type.Optional(Type.Array(text, { maxItems: 64 }));
const references = Type.Optional(Type.Array(Type.Object({ "@odata.id": text }), { maxItems: 64 }));

const creation = {
  Destination: text,
  Protocol: Type.Enum(["Redfish"]),
  Context: Type.Optional(Type.Union([text, Type.Null()])),
  SubscriptionType: Type.Optional(Type.Enum(["RedfishEvent"])),
  EventFormatType: Type.Optional(eventFormatType),
  EventTypes: Type.Optional(Type.Array(Type.Enum(eventTypes))),
  RegistryPrefixes: list,
  ExcludeRegistryPrefixes: list,
  MessageIds: list,
  ExcludeMessageIds: list,
  ResourceTypes: list,
  OriginResources: references,
  MetricReportDefinitions: references,
  SubordinateResources: Type.Optional(Type.Boolean()),
  Severities: Type.Optional(Type.Array(severity)),
  HttpHeaders: Type.Optional(Type.Array(Type.Record(Type.String(), text), { writeOnly: true, maxItems: 64 })),
  DeliveryRetryPolicy: Type.Optional(deliveryRetryPolicy),
  VerifyCertificate: Type.Optional(Type.Boolean()),
};
type Creation = { readonly [K in keyof typeof creation]?: Static<(typeof creation)[K]> | undefined };

/**
 * Nothing but http and https is ever asked for, and no name and password: everybody may read the destination.
 * @throws RedfishError 400
 */
function requireDestination(destination: string): string {
  const url = URL.canParse(destination) ? new URL(destination) : undefined;
  const isHttp = url?.protocol === "http:" || url?.protocol === "https:";
  if (isHttp && url.username === "" && url.password === "") return destination;
  throw new RedfishError(
    400,
    about("/Destination", message("PropertyValueFormatError", destination, "Destination")),
  );
}

/** @throws RedfishError 400, which shows no value */
function headersOf(objects: Creation["HttpHeaders"]): Readonly<Record<string, string>> {
  const headers: Record<string, string> = Object.assign({}, ...(objects ?? []));
  const forbidden = forbiddenHeader(headers);
  if (forbidden === undefined) return headers;
  throw new RedfishError(400, about("/HttpHeaders", message("PropertyValueError", "HttpHeaders")));
}

const urisOf = (references: Creation["OriginResources"] = []): readonly string[] =>
  references.map(({ "@odata.id": uri }) => uri.replace(/\/$/, ""));

const choiceOf = (asked: Creation) => ({
  ...everyEvent,
  eventTypes: asked.EventTypes ?? [],
  registryPrefixes: asked.RegistryPrefixes ?? [],
  excludeRegistryPrefixes: asked.ExcludeRegistryPrefixes ?? [],
  messageIds: asked.MessageIds ?? [],
  excludeMessageIds: asked.ExcludeMessageIds ?? [],
  resourceTypes: asked.ResourceTypes ?? [],
  originResources: urisOf(asked.OriginResources),
  format: asked.EventFormatType ?? "Event",
  metricReportDefinitions: urisOf(asked.MetricReportDefinitions),
  subordinateResources: asked.SubordinateResources ?? false,
  severities: asked.Severities ?? [],
});

/** @throws RedfishError 400 for a stream, which has nothing of this kind */
function pushOf({ eventService }: RedfishContext, { id }: Request, operation: string): PushSubscription {
  const subscription = eventService.find(id);
  if (subscription?.kind === "push") return subscription;
  throw new RedfishError(400, message("ActionNotSupported", operation));
}

const suspending = (name: string, suspended: boolean) =>
  action({
    privilege: ["ConfigureManager", "ConfigureSelf"],
    parameters: {},
    handle(context, _, request) {
      context.eventService.setSuspended(pushOf(context, request, name), suspended);
      return undefined;
    },
  });

function pushProperties(subscription: PushSubscription, uri: string): Partial<Properties> {
  const { choice, retryPolicy, verifyCertificate } = subscription;
  const origins = choice.originResources.map(linkTo);
  const definitions = choice.metricReportDefinitions.map(linkTo);
  return {
    RegistryPrefixes: [...choice.registryPrefixes],
    ExcludeRegistryPrefixes: [...choice.excludeRegistryPrefixes],
    MessageIds: [...choice.messageIds],
    ExcludeMessageIds: [...choice.excludeMessageIds],
    ResourceTypes: [...choice.resourceTypes],
    OriginResources: origins,
    "OriginResources@odata.count": origins.length,
    MetricReportDefinitions: definitions,
    "MetricReportDefinitions@odata.count": definitions.length,
    SubordinateResources: choice.subordinateResources,
    Severities: [...choice.severities],
    HttpHeaders: [],
    DeliveryRetryPolicy: retryPolicy,
    VerifyCertificate: verifyCertificate,
    Certificates: linkTo(`${uri}/Certificates`),
  };
}

function view(subscription: Subscription, uri: string): Omit<Properties, "Id"> {
  const isPush = subscription.kind === "push";
  const suspended = isPush && subscription.suspended;
  return {
    Name: isPush ? "Event Subscription" : "Event Stream",
    Destination: subscription.destination,
    Protocol: "Redfish",
    SubscriptionType: isPush ? "RedfishEvent" : "SSE",
    Context: subscription.context,
    EventFormatType: isPush ? subscription.choice.format : "Event",
    ...(isPush && pushProperties(subscription, uri)),
    Status: { State: suspended ? "Disabled" : "Enabled", Health: suspended ? "Warning" : "OK" },
  };
}

/** A subscriber of events: posted to, or at the other end of an event stream. */
export const eventDestination = resource<typeof eventDestinationProperties>({
  type: "EventDestination.v1_16_0.EventDestination",
  uri: "/redfish/v1/EventService/Subscriptions/:EventDestinationId",
  privilege: "Login",
  owner: ({ eventService }, { id }) => eventService.find(id)?.owner,
  collection: {
    name: "Event Subscription Collection",
    members: ({ eventService }) => eventService.subscriptions.map(({ id }) => id),
    create: create({
      privilege: ["ConfigureManager", "ConfigureComponents"],
      properties: creation,
      handle({ eventService }, asked, { principal }) {
        const { id } = eventService.subscribe({
          owner: principal?.userName,
          destination: requireDestination(asked.Destination),
          context: asked.Context ?? null,
          choice: choiceOf(asked),
          headers: headersOf(asked.HttpHeaders),
          retryPolicy: asked.DeliveryRetryPolicy ?? "SuspendRetries",
          verifyCertificate: asked.VerifyCertificate ?? false,
        });
        return { id };
      },
    }),
  },
  properties: eventDestinationProperties,
  read({ eventService }, { id, uri }) {
    const subscription = eventService.find(id);
    return subscription && { Id: id, ...view(subscription, uri) };
  },
  patch: patch({
    privilege: ["ConfigureManager", "ConfigureSelf"],
    properties: {
      Context: creation.Context,
      DeliveryRetryPolicy: creation.DeliveryRetryPolicy,
      VerifyCertificate: creation.VerifyCertificate,
    },
    handle(context, { Context, DeliveryRetryPolicy, VerifyCertificate }, request) {
      const { eventService } = context;
      const hasPushProperty = DeliveryRetryPolicy !== undefined || VerifyCertificate !== undefined;
      const subscription = hasPushProperty
        ? pushOf(context, request, "PATCH")
        : eventService.find(request.id);
      if (!subscription) return;
      if (Context !== undefined) subscription.context = Context;
      if (subscription.kind === "push") {
        subscription.retryPolicy = DeliveryRetryPolicy ?? subscription.retryPolicy;
        subscription.verifyCertificate = VerifyCertificate ?? subscription.verifyCertificate;
      }
      eventService.save();
    },
  }),
  actions: {
    "EventDestination.SuspendSubscription": suspending("EventDestination.SuspendSubscription", true),
    "EventDestination.ResumeSubscription": suspending("EventDestination.ResumeSubscription", false),
  },
  remove: {
    privilege: ["ConfigureManager", "ConfigureSelf"],
    handle({ eventService }, { id }) {
      eventService.remove(id);
    },
  },
});
