/** Members that one answer shows at most; the rest is behind a link to the next ones (DSP0266 §7.3.2). */
const pageSize = 1000;

/** Which of the members of a collection are asked for. */
export interface Window {
  readonly skip?: number;
  readonly top?: number;
  /** The other parameters of the query as they stand in a URL, each with "&" after it. */
  readonly others?: string;
}

interface Page<T> {
  readonly shown: readonly T[];
  readonly rest: { readonly "Members@odata.nextLink"?: string };
}

/** @param uri the collection's */
export function pageOf<T>(
  members: readonly T[],
  { skip = 0, top = Number.POSITIVE_INFINITY, others = "" }: Window,
  uri: string,
): Page<T> {
  const shown = members.slice(skip, skip + Math.min(top, pageSize));
  const left = Math.min(members.length - skip, top) - shown.length;
  if (left <= 0) return { shown, rest: {} };
  const last = top === Number.POSITIVE_INFINITY ? "" : `&$top=${top - shown.length}`;
  const next = `${uri}?${others}$skip=${skip + shown.length}${last}`;
  return { shown, rest: { "Members@odata.nextLink": next } };
}
