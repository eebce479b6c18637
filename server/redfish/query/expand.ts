import type { Json } from "../representation.ts";
import type { Expand } from "./query.ts";

/** Reads another resource for the same caller; nothing where there is none or it is not the caller's to read. */
export type Read = (uri: string) => Promise<Json | undefined>;

/** References followed in one answer; what is beyond them stays a reference. */
const mostReferences = 500;

/** Puts the resources themselves in the place of references to them (DSP0266 §7.3.2). */
export async function expand(body: Json, { levels, ...kinds }: Expand, read: Read): Promise<Json> {
  const budget = { left: mostReferences };
  const inside = (value: unknown, isInLinks: boolean, depth: number): Promise<unknown> | unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return Promise.all(value.map(each => inside(each, isInLinks, depth)));
    const uri = referenced(value as Json);
    if (uri === undefined) return parts(value as Json, isInLinks, depth);
    return (isInLinks ? kinds.links : kinds.others) ? follow(value as Json, uri, depth) : value;
  };
  const parts = async (value: Json, isInLinks: boolean, depth: number): Promise<Json> => {
    const expanded: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(value)) {
      const isApart = name.includes("@") || name === "Actions";
      expanded[name] = isApart ? part : await inside(part, isInLinks || name === "Links", depth);
    }
    return expanded;
  };
  const follow = async (reference: Json, uri: string, depth: number): Promise<Json> => {
    budget.left -= 1;
    const found = budget.left < 0 ? undefined : await read(uri);
    if (!found) return reference;
    return depth < levels ? parts(found, false, depth + 1) : found;
  };
  return parts(body, false, 1);
}

/** The URI of a value that is a reference and nothing else. */
function referenced(value: Json): string | undefined {
  const uri = value["@odata.id"];
  const isAlone = typeof uri === "string" && Object.keys(value).length === 1;
  return isAlone && !uri.includes("#") ? uri : undefined;
}
