import { RedfishError } from "../errors.ts";
import { message } from "../message.ts";
import type { Json } from "../representation.ts";
import { excerpt } from "./excerpt.ts";
import { expand, type Read } from "./expand.ts";
import { pageOf } from "./page.ts";
import type { Query } from "./query.ts";
import { select } from "./select.ts";

/**
 * What a query makes of a resource: filter, then skip and top, then expand, then select (DSP0266 §7.3).
 * @throws RedfishError 400 for a query that this resource does not know
 */
export async function applyQuery(query: Query, body: Json, read: Read): Promise<Json> {
  if (query.only) return onlyMember(body, read);
  if (query.excerpt) return excerpt(body);
  const listed = isCollection(body) ? await narrowed(query, body, read) : refuseNarrowing(query, body);
  const expanded = query.expand ? await expand(listed, query.expand, read) : listed;
  return query.select ? select(expanded, query.select) : expanded;
}

type Collection = Json & { readonly Members: readonly Json[] };

const isCollection = (body: Json): body is Collection =>
  Array.isArray(body.Members) && "Members@odata.count" in body;

async function onlyMember(body: Json, read: Read): Promise<Json> {
  if (!isCollection(body)) throw new RedfishError(400, message("QueryNotSupportedOnResource"));
  const [first, ...others] = body.Members;
  if (!first || others.length > 0) return body;
  return (await read(String(first["@odata.id"]))) ?? body;
}

/** The count is that of all members that the filter leaves, however many of them are shown. */
async function narrowed(query: Query, body: Collection, read: Read): Promise<Json> {
  const { filter } = query;
  // Without a filter the collection has given no more than was asked for.
  if (!filter) return body;
  const bodies = await Promise.all(body.Members.map(member => whole(member, read)));
  const members = body.Members.filter((_, index) => {
    const member = bodies[index];
    return member !== undefined && filter(member);
  });
  const { shown, rest } = pageOf(members, query, String(body["@odata.id"]));
  return { ...body, "Members@odata.count": members.length, Members: shown, ...rest };
}

/** Some collections give the members themselves, all others where they are. */
const whole = (member: Json, read: Read): Promise<Json | undefined> | Json =>
  "@odata.type" in member ? member : read(String(member["@odata.id"]));

function refuseNarrowing({ filter, skip, top }: Query, body: Json): Json {
  if (filter || skip !== undefined || top !== undefined)
    throw new RedfishError(400, message("QueryNotSupportedOnResource"));
  return body;
}
