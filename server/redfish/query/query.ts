import { RedfishError } from "../errors.ts";
import { message } from "../message.ts";
import { type Filter, parseFilter } from "./filter.ts";
import type { Window } from "./page.ts";

/** Which references `$expand` follows: those in `Links`, all others, or both. */
export interface Expand {
  readonly links: boolean;
  readonly others: boolean;
  readonly levels: number;
}

/** The query parameters of a GET (DSP0266 §7.3). */
export interface Query extends Window {
  readonly only?: true;
  readonly excerpt?: true;
  readonly select?: readonly string[];
  readonly expand?: Expand;
  readonly filter?: Filter;
}

/** Deeper ones would be the whole service in one answer. */
export const deepestExpand = 4;

const expandPattern = /^(?<what>[*.~])(?:\(\$levels=(?<levels>\d{1,9})\))?$/;
const kinds: Readonly<Record<string, Omit<Expand, "levels">>> = {
  "*": { links: true, others: true },
  ".": { links: false, others: true },
  "~": { links: true, others: false },
};

/** Each parameter's part of the query. */
const parsers: Readonly<Record<string, (text: string) => Query>> = {
  only: text => ({ only: withoutValue("only", text) }),
  excerpt: text => ({ excerpt: withoutValue("excerpt", text) }),
  $select: text => ({ select: text.split(",").map(path => path.trim()) }),
  $expand: text => ({ expand: parseExpand(text) }),
  $filter: text => ({ filter: parseFilter(text) }),
  $skip: text => ({ skip: count("$skip", text) }),
  $top: text => ({ top: count("$top", text) }),
};

/**
 * @param url with or without a query; parameters of no meaning to Redfish are ignored
 * @returns nothing when none of its parameters is Redfish's
 * @throws RedfishError 501 for an unknown parameter that would change the answer's meaning, 400 for a wrong value
 */
export function parseQuery(url: string): Query | undefined {
  const start = url.indexOf("?");
  if (start === -1) return undefined;
  let query: Query | undefined;
  for (const [name, text] of new URLSearchParams(url.slice(start + 1))) {
    const parse = Object.hasOwn(parsers, name) ? parsers[name] : undefined;
    if (parse) query = { ...query, ...parse(text), others: `${query?.others ?? ""}${repeated(name, text)}` };
    else if (name.startsWith("$")) throw new RedfishError(501, message("QueryParameterUnsupported", name));
  }
  if (query?.only && Object.keys(query).some(name => name !== "only" && name !== "others")) {
    throw new RedfishError(400, message("QueryCombinationInvalid"));
  }
  return query;
}

/** A parameter as a link to the next members has it again; where those begin is the link's own to say. */
const repeated = (name: string, text: string): string =>
  name === "$skip" || name === "$top" ? "" : `${name}=${encodeURIComponent(text)}&`;

function withoutValue(name: string, text: string): true {
  if (text !== "") throw new RedfishError(400, message("QueryParameterValueFormatError", text, name));
  return true;
}

function count(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const wrong = /^-\d+$/.test(text)
    ? message("QueryParameterOutOfRange", text, name, "0 or more")
    : message("QueryParameterValueTypeError", text, name);
  throw new RedfishError(400, wrong);
}

function parseExpand(text: string): Expand {
  const { what = "", levels = "1" } = expandPattern.exec(text)?.groups ?? {};
  const kind = kinds[what];
  if (!kind) throw new RedfishError(400, message("QueryParameterValueFormatError", text, "$expand"));
  const depth = Number(levels);
  if (depth < 1 || depth > deepestExpand) {
    const range = `1 to ${deepestExpand}`;
    throw new RedfishError(400, message("QueryParameterOutOfRange", levels, "$levels", range));
  }
  return { ...kind, levels: depth };
}
