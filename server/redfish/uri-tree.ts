export type Parameters = Readonly<Record<string, string>>;

interface Branch<T> {
  readonly named: Map<string, Branch<T>>;
  /** For a segment that varies. */
  any?: Branch<T>;
  leaf?: { readonly value: T; readonly names: readonly string[] };
}

const branch = <T>(): Branch<T> => ({ named: new Map() });

/** What stands at URIs, some of whose segments vary. */
export class UriTree<T> {
  readonly #root = branch<T>();

  /** @param template with ":Name" for the segments that vary */
  add(template: string, value: T): void {
    const names: string[] = [];
    let at = this.#root;
    for (const segment of segmentsOf(template)) {
      if (segment.startsWith(":")) {
        names.push(segment.slice(1));
        at.any ??= branch();
        at = at.any;
      } else {
        const next = at.named.get(segment) ?? branch();
        at.named.set(segment, next);
        at = next;
      }
    }
    at.leaf = { value, names };
  }

  /**
   * @param uri percent-encoded, with or without a slash at its end
   * @returns undefined where nothing stands, as at a URI that cannot be decoded
   */
  find(uri: string): { readonly value: T; readonly parameters: Parameters } | undefined {
    const segments = decoded(segmentsOf(uri));
    const given: string[] = [];
    const leaf = segments && leafAt(this.#root, segments, given);
    if (!leaf) return undefined;
    const { value, names } = leaf;
    return { value, parameters: Object.fromEntries(names.map((name, index) => [name, given[index] ?? ""])) };
  }
}

const segmentsOf = (uri: string): readonly string[] => uri.replace(/^\/|\/$/g, "").split("/");

function decoded(segments: readonly string[]): readonly string[] | undefined {
  try {
    return segments.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** @param given gets the segments that stand where a template varies; a name that a template has comes first */
function leafAt<T>(
  from: Branch<T>,
  segments: readonly string[],
  given: string[],
  depth = 0,
): Branch<T>["leaf"] {
  const segment = segments[depth];
  if (segment === undefined) return from.leaf;
  const named = from.named.get(segment);
  const leaf = named && leafAt(named, segments, given, depth + 1);
  if (leaf || !from.any || segment === "") return leaf;
  const length = given.push(segment);
  const found = leafAt(from.any, segments, given, depth + 1);
  if (!found) given.length = length - 1;
  return found;
}
