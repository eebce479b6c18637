import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Errors } from "typebox/schema";
import { expect, it } from "vitest";
import { readConfig } from "../../server/config/config.ts";
import { variables } from "../../server/config/variables.ts";
import { publishedSchema } from "./published-schema.ts";
import { yamlDocuments } from "./yaml.ts";

interface Compose {
  readonly services: {
    readonly node: {
      readonly environment: Readonly<Record<string, string>>;
      readonly stop_grace_period: string;
    };
  };
}

const file = join(import.meta.dirname, "../../configs/compose.yaml");
const compose = yamlDocuments(readFileSync(file, "utf8"))[0] as Compose;
const { environment, stop_grace_period } = compose.services.node;

const published = publishedSchema(
  "github.com/compose-spec/compose-go/v2@v2.16.2",
  "schema/compose-spec.json",
);
const violations = (schema: object, document: unknown): readonly string[] =>
  Errors(schema, document)[1].map(({ instancePath, message }) => `${instancePath} ${message}`);

it("the compose file is right by Compose's own schema, by which a misspelt one is not", context => {
  if ("reason" in published) return context.skip(published.reason);
  expect(violations(published.schema, compose)).toEqual([]);
  expect(violations(published.schema, { services: { node: { enviroment: {} } } })).not.toEqual([]);
});

it("the compose file sets nothing but variables that there are, to values that they can have", () => {
  expect(Object.keys(variables)).toEqual(expect.arrayContaining(Object.keys(environment)));
  const given = Object.entries(environment).map(([name, value]) => [
    name,
    value.replace(/\$\{.*:-(.*)\}/, "$1"),
  ]);
  expect(() => readConfig(Object.fromEntries(given))).not.toThrow();
});

it("the compose file gives a stop more time than the guest gets for it", () => {
  expect(Number.parseInt(stop_grace_period, 10)).toBeGreaterThan(Number(environment.STOP_TIMEOUT));
});
