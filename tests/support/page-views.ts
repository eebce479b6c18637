import { readFileSync } from "node:fs";

const source = readFileSync(new URL("../../web/app/route.ts", import.meta.url), "utf8");
const [, list = ""] = /^const entries = \{\n(.*?)^\}/ms.exec(source) ?? [];

/** The page's views, as its own list has them. That module itself needs a browser. */
export const views: readonly string[] = Array.from(
  list.matchAll(/^ {2}"?([a-z-]+)"?: \{ title: /gm),
  ([, name = ""]) => name,
);
if (views.length === 0) throw new Error("web/app/route.ts has no list of views.");
