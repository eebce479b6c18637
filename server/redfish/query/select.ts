import type { Json } from "../representation.ts";

type Tree = { readonly [name: string]: Tree };

/** What every answer keeps, whatever was selected (DSP0266 §7.3.3). */
const always = ["@odata.id", "@odata.type", "@odata.etag", "Members@odata.count", "Members@odata.nextLink"];

/** Only the named properties, given as "Name" or "Name/Part". One that a resource does not have is left out. */
export function select(body: Json, paths: readonly string[]): Json {
  const tree = treeOf(paths);
  // In a collection it is the members that were meant.
  return "Members@odata.count" in body && !("Members" in tree)
    ? pick(body, { ...tree, Members: tree })
    : pick(body, tree);
}

function treeOf(paths: readonly string[]): Tree {
  const tree: Record<string, Tree> = Object.create(null);
  for (const path of paths) {
    let level: Record<string, Tree> = tree;
    for (const name of path.split("/")) {
      level[name] ??= Object.create(null) as Tree;
      level = level[name] as Record<string, Tree>;
    }
  }
  return tree;
}

function pick(value: Json, tree: Tree): Json {
  const picked: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) {
    const isAnnotation = name.includes("@") && (name.split("@")[0] ?? "") in tree;
    const inner = tree[name];
    if (inner) picked[name] = inPart(part, inner);
    else if (always.includes(name) || isAnnotation) picked[name] = part;
  }
  return picked;
}

function inPart(part: unknown, tree: Tree): unknown {
  if (Object.keys(tree).length === 0 || typeof part !== "object" || part === null) return part;
  return Array.isArray(part) ? part.map(each => inPart(each, tree)) : pick(part as Json, tree);
}
