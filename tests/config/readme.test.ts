import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { variables } from "../../server/config/variables.ts";

const root = join(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");

it("the README's table lists every variable with its default", () => {
  const rows = [...readme.matchAll(/^\| `([A-Z0-9_]+)` \| (?:`(.*?)`)? \| (.+) \|$/gm)];
  const listed = rows.map(([, name, fallback = "", about]) => ({ name, fallback, about }));
  // Root's folder stands in the table, whoever runs the test.
  const expected = Object.entries(variables).map(([name, variable]) => ({
    name,
    fallback: name === "STATE_DIR" ? "/var/lib/qemu-bmc" : variable.default,
    about: variable.about,
  }));
  expect(listed).toEqual(expected);
});

/** What a README in any language has: what has no words of its own, and the shape of all that has. */
const shapeOf = (text: string) => ({
  headings: Array.from(text.matchAll(/^#+(?= )/gm), ([level]) => level),
  commands: Array.from(text.matchAll(/^```.*?^```$/gms), ([block]) => block.replaceAll(/ {2,}# .*$/gm, "")),
  tables: Array.from(text.matchAll(/^\|.*\|$/gm), ([row]) => row.split("|").length),
  variables: Array.from(text.matchAll(/^\| (`[A-Z0-9_]+`) \| (.*?) \|/gm), ([, name, fallback]) => [
    name,
    fallback,
  ]),
  paragraphs: text.split(/\n{2,}/).length,
  targets: Array.from(text.matchAll(/\]\(([^)]+)\)/g), ([, target]) => target)
    .filter(target => !target?.startsWith("README"))
    .sort(),
});

it("the Japanese README has the headings, commands, tables and links of the English one", () => {
  const japanese = shapeOf(readFileSync(join(root, "README.ja.md"), "utf8"));
  const english = shapeOf(readme);
  expect(english.variables).toHaveLength(Object.keys(variables).length);
  expect(japanese).toEqual(english);
});

it("the links of all documents lead to files that are there", () => {
  const documents = ["README.md", "README.ja.md", "server/README.md"].concat(
    readdirSync(join(root, "docs"))
      .filter(name => name.endsWith(".md"))
      .map(name => join("docs", name)),
  );
  const dead = documents.flatMap(document =>
    Array.from(
      readFileSync(join(root, document), "utf8").matchAll(/\]\(([^)#]+)[^)]*\)/g),
      ([, path = ""]) => path,
    )
      .filter(path => !/^https?:/.test(path) && !existsSync(join(root, dirname(document), path)))
      .map(path => `${document}: ${path}`),
  );
  expect(dead).toEqual([]);
});
