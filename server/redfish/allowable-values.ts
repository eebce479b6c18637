import Type, { type TObject } from "typebox";
import { valuesInRegistry } from "./properties.ts";
import type { Json } from "./representation.ts";

export const allowableValues = (name: string): string => `${name}@Redfish.AllowableValues`;

/** What a schema of what can be changed adds to the values, worked out before there are any. */
interface Annotations {
  readonly own: readonly {
    readonly property: string;
    readonly annotation: string;
    readonly values: readonly unknown[];
  }[];
  /** Of properties that are objects with annotations of their own. */
  readonly inner: readonly (readonly [property: string, annotations: Annotations])[];
}

/** @returns what adds the annotations to a body, to a copy of it; those that it has already say it better */
export function annotator(schema: TObject): (body: Json) => Json {
  const annotations = annotationsOf(schema);
  return body => annotated(body, annotations);
}

function annotationsOf({ properties }: TObject): Annotations {
  const entries = Object.entries(properties);
  return {
    own: entries.flatMap(([property, schema]) =>
      Type.IsEnum(schema) && !(valuesInRegistry in schema)
        ? [{ property, annotation: allowableValues(property), values: schema.enum }]
        : [],
    ),
    inner: entries.flatMap(([property, schema]) => {
      const annotations = Type.IsObject(schema) && annotationsOf(schema);
      return annotations && !isEmpty(annotations) ? [[property, annotations] as const] : [];
    }),
  };
}

const isEmpty = ({ own, inner }: Annotations): boolean => own.length + inner.length === 0;

function annotated(body: Json, { own, inner }: Annotations): Json {
  const result: Record<string, unknown> = { ...body };
  for (const [property, annotations] of inner) {
    const value = body[property];
    if (typeof value === "object" && value !== null) result[property] = annotated(value as Json, annotations);
  }
  for (const { property, annotation, values } of own) if (property in body) result[annotation] ??= values;
  return result;
}
