import { RedfishError } from "../errors.ts";
import { message } from "../message.ts";
import type { Json } from "../representation.ts";

/** Properties that the schema marks as an excerpt, by the kind of resource. */
const excerpts: Readonly<Record<string, readonly string[]>> = {
  Sensor: [
    "Reading",
    "ApparentVA",
    "ReactiveVAR",
    "PowerFactor",
    "CrestFactor",
    "THDPercent",
    "SpeedRPM",
    "LifetimeReading",
  ],
};

const kindOf = (body: Json): string => /^#(\w+)\./.exec(String(body["@odata.type"]))?.[1] ?? "";

/** @throws RedfishError 400 for a resource of which there is no excerpt */
export function excerpt(body: Json): Json {
  const kept = excerpts[kindOf(body)];
  if (!kept) throw new RedfishError(400, message("QueryNotSupportedOnResource"));
  const isKept = ([name]: [string, unknown]) => name.startsWith("@odata.") || kept.includes(name);
  return Object.fromEntries(Object.entries(body).filter(isKept));
}
