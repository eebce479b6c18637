import { durationPattern, secondsOf } from "../duration.ts";
import { RedfishError } from "../errors.ts";
import { message } from "../message.ts";

export const recordFormats = ["text", "raw", "asciicast"] as const;
export type RecordFormat = (typeof recordFormats)[number];

/** What is wanted of the record. Times are milliseconds since the epoch. */
export interface RecordQuery {
  readonly format: RecordFormat;
  /** Offsets in the line's output, as the Ids of the log's entries are. */
  readonly from?: number;
  readonly to?: number;
  readonly since?: number;
  readonly until?: number;
  /** Whether each line of text begins with its time. */
  readonly times: boolean;
  readonly columns: number;
  readonly rows: number;
}

/** Columns or rows of a terminal. */
export const largestScreen = 1000;
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const duration = new RegExp(durationPattern);

const wrongFormat = (text: string, name: string): RedfishError =>
  new RedfishError(400, message("QueryParameterValueFormatError", text, name));

function time(name: string, text: string): number {
  const at = dateTime.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw wrongFormat(text, name);
  return at;
}

function offset(name: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new RedfishError(400, message("QueryParameterValueTypeError", text, name));
}

function count(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new RedfishError(400, message("QueryParameterValueTypeError", text, name));
  const value = Number(text);
  if (value >= 1 && value <= largestScreen) return value;
  throw new RedfishError(400, message("QueryParameterOutOfRange", text, name, `1 to ${largestScreen}`));
}

/** Each parameter's part of the query. */
const parsers: Readonly<Record<string, (text: string, now: number) => Partial<RecordQuery>>> = {
  format(text) {
    const format = recordFormats.find(name => name === text);
    if (!format) throw wrongFormat(text, "format");
    return { format };
  },
  from: text => ({ from: offset("from", text) }),
  to: text => ({ to: offset("to", text) }),
  since: text => ({ since: time("since", text) }),
  until: text => ({ until: time("until", text) }),
  last(text, now) {
    if (!duration.test(text)) throw wrongFormat(text, "last");
    return { since: now - secondsOf(text) * 1000 };
  },
  times(text) {
    if (text !== "true" && text !== "false") throw wrongFormat(text, "times");
    return { times: text === "true" };
  },
  columns: text => ({ columns: count("columns", text) }),
  rows: text => ({ rows: count("rows", text) }),
};

/**
 * @param url with or without a query; parameters of no meaning here are ignored
 * @param now the BMC's time
 * @throws RedfishError 501 for an unknown parameter of Redfish's own, 400 for a wrong value
 */
export function parseRecordQuery(url: string, now: number): RecordQuery {
  const start = url.indexOf("?");
  const parameters = new URLSearchParams(start === -1 ? "" : url.slice(start));
  let query: RecordQuery = { format: "text", times: false, columns: 80, rows: 24 };
  for (const [name, text] of parameters) {
    if (name.startsWith("$")) throw new RedfishError(501, message("QueryParameterUnsupported", name));
    const parse = Object.hasOwn(parsers, name) ? parsers[name] : undefined;
    if (parse) query = { ...query, ...parse(text, now) };
  }
  const beginnings = ["from", "since", "last"].filter(name => parameters.has(name));
  if (beginnings.length > 1 || (parameters.has("to") && parameters.has("until"))) {
    throw new RedfishError(400, message("QueryCombinationInvalid"));
  }
  return query;
}
