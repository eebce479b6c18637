import { hash } from "node:crypto";
import { RedfishError } from "./errors.ts";
import { message } from "./message.ts";

const fingerprint = (text: string): string => hash("sha256", text, "base64url").slice(0, 12);

/**
 * An ETag of two parts. The first stands for what a client can set and alone decides `If-Match`: were it to
 * change with the power state or a clock, every read-then-PATCH would be a race (412). The second stands
 * for the whole representation and decides `If-None-Match`: a 304 must never hide a new power state.
 */
export const entityTag = (settable: string, whole: string): string =>
  `"${fingerprint(settable)}.${fingerprint(whole)}"`;

/** The tags of an If-Match or If-None-Match header, in whatever way clients write them: weak, unquoted, "*". */
function tagsOf(header: string): readonly string[] {
  return header.split(",").map(tag =>
    tag
      .trim()
      .replace(/^W\//i, "")
      .replace(/^"(.*)"$/, "$1"),
  );
}

const settablePart = (tag: string): string => tag.replace(/\..*$/, "");

/** @throws RedfishError 412 when somebody else has changed the resource since the client read it */
export function requireMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === undefined) return;
  const [current = ""] = tagsOf(etag);
  const matches = tagsOf(ifMatch).some(tag => tag === "*" || settablePart(tag) === settablePart(current));
  if (!matches) throw new RedfishError(412, message("PreconditionFailed"));
}

export function isUnchanged(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const [current] = tagsOf(etag);
  return tagsOf(ifNoneMatch).some(tag => tag === "*" || tag === current);
}
