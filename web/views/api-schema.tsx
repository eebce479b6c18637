import { t } from "../app/language.ts";
import type { OpenApi, Schema } from "../redfish/open-api.ts";
import { resolved, typeWords } from "../redfish/schema-words.ts";

export interface ApiSchemaProps {
  readonly title: string;
  readonly schema: Schema;
  readonly schemas: OpenApi["components"]["schemas"];
}

export function ApiSchema({ title, schema, schemas }: ApiSchemaProps) {
  return (
    <details class="card api-schema">
      <summary>{title}</summary>
      <Properties schema={schema} schemas={schemas} depth={0} />
    </details>
  );
}

const deepest = 6;

interface PropertiesProps extends Omit<ApiSchemaProps, "title"> {
  readonly depth: number;
}

function Properties({ schema, schemas, depth }: PropertiesProps) {
  const { properties = {}, required = [] } = inner(schema, schemas);
  const entries = Object.entries(properties);
  if (entries.length === 0 || depth > deepest) return null;
  return (
    <ul class="plain-list">
      {entries.map(([name, property]) => (
        <li key={name}>
          <code>{name}</code> <span class="muted">{typeWords(property, schemas)}</span>
          {depth === 0 && required.includes(name) && <span class="badge">{t("required")}</span>}
          <Properties schema={property} schemas={schemas} depth={depth + 1} />
        </li>
      ))}
    </ul>
  );
}

/** The object in it: the members of an array, or the one of several forms that has properties. */
function inner(schema: Schema, schemas: ApiSchemaProps["schemas"]): Schema {
  const { items, anyOf, ...whole } = resolved(schema, schemas);
  if (items) return inner(items, schemas);
  const form = anyOf?.find(each => resolved(each, schemas).properties);
  return form ? resolved(form, schemas) : whole;
}
