import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const web = join(import.meta.dirname, "../../web");

const literal = String.raw`"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'`;

/** Names of properties that hold a sentence, in tables that hold other things, too. */
const sentenceNames = "title|about|label|warning|accepted|short|long";

const patterns = [
  new RegExp(String.raw`\bt\(\s*(?:${literal})`, "g"),
  new RegExp(String.raw`\b(?:${sentenceNames}): (?:${literal})`, "g"),
  // A sentence that stands in for one that is not there.
  new RegExp(String.raw`\bt\([^()"]*(?:\([^()]*\)[^()"]*)* (?:\?\?|\|\|) (?:${literal})\)`, "g"),
];

const value = new RegExp(String.raw`[\]\w"]: (?:${literal})`, "g");

const text = ([, double, single]: RegExpExecArray): string =>
  (double ?? single ?? "").replace(/\\u([0-9a-f]{4})|\\(.)/gi, (_, hex: string | undefined, other: string) =>
    hex === undefined ? other : String.fromCharCode(Number.parseInt(hex, 16)),
  );

export interface Sentence {
  readonly file: string;
  readonly english: string;
}

/** The source files of the page, by their path from its folder. */
export const pageSources = (): readonly { readonly file: string; readonly source: string }[] =>
  globSync("**/*.{ts,tsx}", { cwd: web, exclude: ["dist/**", "languages/**"] })
    .sort()
    .map(file => ({ file, source: readFileSync(join(web, file), "utf8") }));

/** Every sentence of the page that `t` may be given: those in its calls and those in tables. */
export const sentences = (): readonly Sentence[] =>
  pageSources().flatMap(({ file, source }) => {
    const found = patterns.flatMap(pattern => [...source.matchAll(pattern)].map(text));
    const tables = [...source.matchAll(/\btranslated(?:<[^(]*>)?\(\{(.*?)\}\)/gs)];
    const inTables = tables.flatMap(([, body = ""]) => [...body.matchAll(value)].map(text));
    return [...new Set([...found, ...inTables])].filter(Boolean).map(english => ({ file, english }));
  });
