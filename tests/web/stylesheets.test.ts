import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "../../web/styles");
const read = (file: string): string => readFileSync(join(folder, file), "utf8");
const files = readdirSync(folder);

/** Those that are there from the beginning on. */
const always = [...read("page.css").matchAll(/@import "\.\/(.+)"/g)].map(([, file = ""]) => file);

/** The selectors of the rules that stand in no condition, one by one. */
const selectorsOf = (file: string): readonly string[] =>
  [...read(file).matchAll(/^(?<selectors>[^@\s}/][^{}]*)\{/gm)].flatMap(({ groups }) =>
    (groups?.selectors ?? "").split(/,\n/).map(selector => selector.trim()),
  );

// Which stylesheet comes later depends on the view that a person opens first.
describe("the stylesheets", () => {
  it("have each selector in one of them alone", () => {
    const all = files.flatMap(file => [...new Set(selectorsOf(file))]);
    expect(all.length).toBeGreaterThan(500);
    expect(all.filter((selector, index) => all.indexOf(selector) !== index)).toEqual([]);
  });

  it.each(files.filter(file => file !== "page.css" && !always.includes(file)))(
    "style what has a class, where they come with a view: %s",
    file => {
      expect(selectorsOf(file).filter(selector => !/[.[]/.test(selector))).toEqual([]);
    },
  );
});
