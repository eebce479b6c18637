import { globSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { attributes, menus } from "../../server/redfish/bios/attributes.ts";
import { ja } from "../../web/languages/ja.ts";
import { pageSources, sentences } from "../support/sentences.ts";

const root = join(import.meta.dirname, "../..");
const all = sentences();
const placeholders = (sentence: string): readonly string[] => (sentence.match(/\{\w+\}/g) ?? []).sort();

/** Names and what is the same everywhere. */
const untranslated = /^(?:https?:|\$|(?:Ctrl|Alt)\+|[^A-Za-z]*$)/;

/** Sentences that stand in the page's markup, outside of `t`. */
function bareSentences(source: string): readonly string[] {
  const attributes =
    /\s(?:label|title|placeholder|aria-label|alt|hint|text|submitLabel)=(?:"([^"]*[A-Za-z]{2}[^"]*)"|\{`([^`]*)`\})/g;
  const texts = />\s*([A-Z][a-z]+[^<>{}()=;]*?)\s*(?:<\/|\{)/g;
  const words = [...source.matchAll(attributes)].map(([, text, template]) => text ?? template ?? "");
  return [...words, ...[...source.matchAll(texts)].map(([, text = ""]) => text)];
}

describe("Japanese", () => {
  it("has every sentence of the page", () => {
    expect(all.length).toBeGreaterThan(400);
    expect(all.filter(({ english }) => !Object.hasOwn(ja, english))).toEqual([]);
  });

  it("has what the attribute registry of the BIOS says", () => {
    const texts = Object.values(attributes).flatMap(({ displayName, helpText, choices = [] }) => [
      ...[displayName, helpText],
      ...choices.filter(each => each.displayName !== each.valueName).map(each => each.displayName),
    ]);
    const missing = [...texts, ...Object.values(menus)].filter(english => !Object.hasOwn(ja, english));
    expect(missing).toEqual([]);
  });

  it("fills in the same values", () => {
    const differing = Object.entries(ja).filter(
      ([english, japanese]) => `${placeholders(english)}` !== `${placeholders(japanese)}`,
    );
    expect(differing).toEqual([]);
  });

  it("has no sentence that neither the page nor the server says", () => {
    const server = globSync("**/*.ts", { cwd: join(root, "server") });
    const sources = [
      ...pageSources().map(({ source }) => source),
      ...server.map(file => readFileSync(join(root, "server", file), "utf8")),
    ].join("\n");
    const isSaid = (english: string): boolean =>
      sources.includes(`"${english.replaceAll('"', '\\"')}"`) || sources.includes(`'${english}'`);
    expect(Object.keys(ja).filter(english => !isSaid(english))).toEqual([]);
  });

  it("says each sentence once", async () => {
    const folder = join(root, "web/languages/ja");
    const files: readonly object[] = await Promise.all(
      readdirSync(folder).map(name => import(join(folder, name))),
    );
    const tables = files.flatMap(file => Object.values(file) as Record<string, string>[]);
    const keys = tables.flatMap(table => Object.keys(table));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(keys).toHaveLength(Object.keys(ja).length);
  });
});

describe("the page's markup", () => {
  it.each(pageSources().filter(({ file }) => file.endsWith(".tsx")))(
    "speaks through t alone in $file",
    ({ source }) => {
      expect(bareSentences(source).filter(text => !untranslated.test(text))).toEqual([]);
    },
  );
});
