import type { OpenApi, Schema } from "./open-api.ts";

type Schemas = OpenApi["components"]["schemas"];

const prefix = "#/components/schemas/";

/** The schema itself, where it is only named. */
export function resolved(schema: Schema, schemas: Schemas): Schema {
  const name = schema.$ref?.slice(prefix.length);
  return (name !== undefined && schemas[name]) || schema;
}

/** "string", "integer 0–255", "On | ForceOff", "array of string": a type in one line. */
export function typeWords(schema: Schema, schemas: Schemas): string {
  const { type, anyOf, items, minimum, maximum, $ref } = schema;
  if ($ref) return $ref.slice(prefix.length);
  if (schema.enum) return schema.enum.map(String).join(" | ");
  if ("const" in schema) return String(schema.const);
  if (anyOf) return [...new Set(anyOf.map(each => typeWords(each, schemas)))].join(" | ");
  if (items) return `array of ${typeWords(items, schemas)}`;
  if (minimum !== undefined && maximum !== undefined) return `${type} ${minimum}–${maximum}`;
  return type ?? "any";
}

const deepest = 3;

/** A body to begin with: what is required, or all there is where nothing is. */
export function exampleOf(schema: Schema, schemas: Schemas, depth = 0): unknown {
  const { type, properties, required = [], items, anyOf, minimum, ...rest } = resolved(schema, schemas);
  if (rest.enum) return rest.enum[0];
  if ("const" in rest) return rest.const;
  if (anyOf?.[0]) return exampleOf(anyOf[0], schemas, depth);
  if (items) return depth < deepest ? [exampleOf(items, schemas, depth + 1)] : [];
  if (properties) {
    const names = required.length > 0 ? required : Object.keys(properties);
    const entries = depth < deepest ? names.flatMap(name => entryOf(name)) : [];
    return Object.fromEntries(entries);
  }
  if (type === "boolean") return false;
  if (type === "integer" || type === "number") return minimum ?? 0;
  return type === "string" ? "" : null;

  function entryOf(name: string): readonly (readonly [string, unknown])[] {
    const property = properties?.[name];
    return property ? [[name, exampleOf(property, schemas, depth + 1)]] : [];
  }
}
