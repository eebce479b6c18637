import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openApiFile } from "../../server/redfish/metadata/openapi-file.ts";
import { openApiDocument } from "../../server/redfish/openapi.ts";
import { yaml } from "../../server/redfish/yaml.ts";

test("the committed OpenAPI document is what `npm run openapi` writes", () => {
  expect(readFileSync(openApiFile, "utf8")).toBe(openApiDocument());
});

test("every operation has a name of its own", () => {
  const ids = [...openApiDocument().matchAll(/operationId: (\w+)/g)].map(([, id]) => id);
  expect(ids).toContain("resetComputerSystem");
  expect(new Set(ids).size).toBe(ids.length);
});

test("YAML quotes what it would read as something else than a string", () => {
  const value = { plain: "two words", on: "off", "200": "1.0", "a: b": "- c", empty: "", $ref: "#/x" };
  expect(yaml(value).split("\n")).toEqual([
    '"200": "1.0"',
    "plain: two words",
    '"on": "off"',
    '"a: b": "- c"',
    'empty: ""',
    '"$ref": "#/x"',
    "",
  ]);
});

test("YAML nests lists and maps, and knows empty ones", () => {
  const value = { list: [1, true, null, { a: "b", c: [] }, ["d"]], map: {}, text: "two\nlines" };
  expect(yaml(value).split("\n")).toEqual([
    "list:",
    "  - 1",
    "  - true",
    "  - null",
    "  - a: b",
    "    c: []",
    "  - - d",
    "map: {}",
    'text: "two\\nlines"',
    "",
  ]);
});
