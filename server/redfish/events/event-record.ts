import type { Severity } from "../../events/events.ts";
import { dateTime } from "../properties.ts";
import type { Happening, Subject } from "./sources.ts";

export const eventTypes = [
  "StatusChange",
  "ResourceUpdated",
  "ResourceAdded",
  "ResourceRemoved",
  "Alert",
  "MetricReport",
  "Other",
] as const;
export type EventType = (typeof eventTypes)[number];

/** One of the `Events` of an Event (DSP2046, Event). */
export interface EventRecord {
  readonly EventType: EventType;
  readonly EventId: string;
  readonly EventTimestamp: string;
  readonly MemberId: string;
  readonly Message: string;
  readonly MessageId: string;
  readonly MessageArgs?: readonly string[];
  readonly MessageSeverity: Severity;
  readonly Resolution?: string;
  readonly EventGroupId?: number;
  readonly OriginOfCondition?: { readonly "@odata.id": string };
}

/** A record and what it is about. */
export interface Occurrence {
  readonly record: EventRecord;
  readonly about?: Subject;
}

/** Older clients choose by these; DSP0268 has since deprecated them in favour of registries. */
const typesByKey: Readonly<Record<string, EventType>> = {
  ResourceCreated: "ResourceAdded",
  ResourceRemoved: "ResourceRemoved",
  ResourceChanged: "ResourceUpdated",
  ResourceStatusChangedCritical: "StatusChange",
};

/** "ResourceEvent.1.4.ResourceChanged" → ResourceEvent and ResourceChanged */
export function partsOf(messageId: string): { readonly prefix: string; readonly key: string } {
  const parts = messageId.split(".");
  return { prefix: parts[0] ?? "", key: parts.at(-1) ?? "" };
}

/** @param at milliseconds since the epoch */
export function occurrence({ message, about }: Happening, id: string, at: number): Occurrence {
  const { MessageId, Message, MessageArgs, MessageSeverity, Resolution } = message;
  return {
    about,
    record: {
      EventType: typesByKey[partsOf(MessageId).key] ?? "Alert",
      EventId: id,
      EventTimestamp: dateTime(at),
      MemberId: "0",
      Message,
      MessageId,
      ...(MessageArgs && { MessageArgs }),
      MessageSeverity,
      Resolution,
      OriginOfCondition: { "@odata.id": about.uri },
    },
  };
}

/** The Event that carries one record to one subscriber. */
export const eventText = (record: EventRecord, context: string | null): string =>
  JSON.stringify({
    "@odata.type": "#Event.v1_13_0.Event",
    Id: record.EventId,
    Name: "Event",
    ...(context !== null && { Context: context }),
    Events: [record],
  });
