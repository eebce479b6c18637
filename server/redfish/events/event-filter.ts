import type { Severity } from "../../events/events.ts";
import { RedfishError } from "../errors.ts";
import { message } from "../message.ts";
import { parseFilter } from "../query/filter.ts";
import { type EventType, type Occurrence, partsOf } from "./event-record.ts";

/** Whether a subscriber wants to hear of it. */
type EventFilter = (occurrence: Occurrence) => boolean;

/** Whether a subscriber wants the reports of a definition, by its URI. */
type ReportFilter = (definition: string) => boolean;

/** What a subscriber wants to be sent. */
export interface Wishes {
  readonly wants: EventFilter;
  readonly wantsReport: ReportFilter;
}

/** What an EventDestination says about the events that it is for; an empty list says nothing. */
export interface EventChoice {
  readonly format: "Event" | "MetricReport";
  readonly metricReportDefinitions: readonly string[];
  readonly eventTypes: readonly EventType[];
  readonly registryPrefixes: readonly string[];
  readonly excludeRegistryPrefixes: readonly string[];
  readonly messageIds: readonly string[];
  readonly excludeMessageIds: readonly string[];
  readonly resourceTypes: readonly string[];
  readonly originResources: readonly string[];
  readonly subordinateResources: boolean;
  readonly severities: readonly Severity[];
}

export const everyEvent: EventChoice = {
  format: "Event",
  metricReportDefinitions: [],
  eventTypes: [],
  registryPrefixes: [],
  excludeRegistryPrefixes: [],
  messageIds: [],
  excludeMessageIds: [],
  resourceTypes: [],
  originResources: [],
  subordinateResources: false,
  severities: [],
};

/** "ResourceEvent.1.4.ResourceChanged" and "ResourceEvent.ResourceChanged" are the same choice. */
function hasMessage(ids: readonly string[], messageId: string): boolean {
  const { prefix, key } = partsOf(messageId);
  return ids.some(id => {
    const parts = partsOf(id);
    return parts.prefix === prefix && parts.key === key;
  });
}

const isBelow = (uri: string, origin: string): boolean => uri.startsWith(`${origin}/`);

export function wishesOf(choice: EventChoice): Wishes {
  if (choice.format === "Event") return { wants: chosen(choice), wantsReport: () => false };
  const { metricReportDefinitions: definitions } = choice;
  return { wants: () => false, wantsReport: definition => isOneOf(definitions, definition) };
}

const chosen =
  (choice: EventChoice): EventFilter =>
  ({ record, about }) => {
    const { MessageId, MessageSeverity, EventType } = record;
    const { prefix } = partsOf(MessageId);
    const { registryPrefixes, messageIds, originResources, subordinateResources } = choice;
    const named = registryPrefixes.includes(prefix) || hasMessage(messageIds, MessageId);
    if (registryPrefixes.length + messageIds.length > 0 && !named) return false;
    if (choice.excludeRegistryPrefixes.includes(prefix)) return false;
    if (hasMessage(choice.excludeMessageIds, MessageId)) return false;
    const comesFrom = (origin: string): boolean =>
      about !== undefined && (about.uri === origin || (subordinateResources && isBelow(about.uri, origin)));
    if (originResources.length > 0 && !originResources.some(comesFrom)) return false;
    return (
      isOneOf(choice.resourceTypes, about?.type) &&
      isOneOf(choice.severities, MessageSeverity) &&
      isOneOf(choice.eventTypes, EventType)
    );
  };

const isOneOf = <T>(list: readonly T[], value: T | undefined): boolean =>
  list.length === 0 || (value !== undefined && list.includes(value));

/** The properties that the `$filter` of an event stream can speak of (DSP0266, "Server-sent events"). */
const streamProperties: ReadonlySet<string> = new Set([
  "EventFormatType",
  "EventType",
  "MessageId",
  "MetricReportDefinition",
  "OriginResource",
  "RegistryPrefix",
  "ResourceType",
  "Severity",
  "SubordinateResources",
]);
const operators: ReadonlySet<string> = new Set("and or not eq ne gt ge lt le true false null".split(" "));

/**
 * The `$filter` of an event stream. A record is looked at under each name that a client may know its message
 * by and, for `SubordinateResources`, as if it came from each of the resources above its own.
 * @throws RedfishError 400
 */
export function streamWishes(text: string): Wishes {
  const filter = parseFilter(text);
  const words = text.replace(/'(?:[^']|'')*'/g, "").match(/[A-Za-z_@][\w@./#-]*/g) ?? [];
  const unknown = words.find(word => !streamProperties.has(word) && !operators.has(word));
  if (unknown !== undefined) {
    throw new RedfishError(400, message("QueryParameterValueFormatError", text, "$filter"));
  }
  const wantsReport: ReportFilter = definition =>
    filter({ EventFormatType: "MetricReport", MetricReportDefinition: definition });
  const wants: EventFilter = ({ record, about }) => {
    const { prefix, key } = partsOf(record.MessageId);
    const base = {
      EventFormatType: "Event",
      EventType: record.EventType,
      RegistryPrefix: prefix,
      ResourceType: about?.type ?? null,
      Severity: record.MessageSeverity,
    };
    const origins = [
      { OriginResource: about?.uri ?? null, SubordinateResources: false },
      ...above(about?.uri ?? "").map(uri => ({ OriginResource: uri, SubordinateResources: true })),
    ];
    const names = [record.MessageId, `${prefix}.${key}`];
    return names.some(MessageId => origins.some(origin => filter({ ...base, ...origin, MessageId })));
  };
  return { wants, wantsReport };
}

/** A URI and all that lead to it: "/a/b" → "/a/b", "/a" */
function above(uri: string): readonly string[] {
  const segments = uri.split("/").slice(1);
  return segments.map((_, index) => `/${segments.slice(0, segments.length - index).join("/")}`);
}
