import fc, { type Arbitrary } from "fast-check";
import { openApi } from "../../server/redfish/openapi.ts";

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** As much of JSON Schema as the service's declarations use. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** One method at one path of the OpenAPI document. */
export interface Operation {
  readonly method: Method;
  /** With "{Name}" for the segments that vary. */
  readonly path: string;
  /** Of the request's body; absent where it has none. */
  readonly schema?: Schema;
}

export interface MalformedRequest {
  /** What stands in the place of the Ids; undefined for those of a resource that there is. */
  readonly id: string | undefined;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | undefined;
}

interface Item {
  /** Bodies that are no JSON have no schema. */
  readonly requestBody?: {
    readonly content: { readonly "application/json"?: { readonly schema: Schema } };
  };
}

const methods: ReadonlySet<string> = new Set(["get", "post", "patch", "delete"]);

export function operations(): readonly Operation[] {
  const paths = openApi().paths as unknown as Readonly<Record<string, Readonly<Record<string, Item>>>>;
  return Object.entries(paths).flatMap(([path, items]) =>
    Object.entries(items)
      .filter(([name]) => methods.has(name))
      .map(([name, { requestBody }]) => {
        const json = requestBody?.content["application/json"];
        return { method: name.toUpperCase() as Method, path, ...(json && { schema: json.schema }) };
      }),
  );
}

const oddText = fc.oneof(
  fc.constantFrom("", " ", "\u0000", "\u202e", "\ud800", "%00", "../..", "__proto__", "é".repeat(300)),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ minLength: 2000, maxLength: 3000 }),
);
const oddNumber = fc.constantFrom(0, -1, 0.5, 1e21, -1e308, Number.MAX_SAFE_INTEGER + 2, 2 ** 31, 65_536);
const nested = (depth: number): unknown => (depth === 0 ? {} : { a: [nested(depth - 1)] });
const odd: Arbitrary<unknown> = fc.oneof(
  oddText,
  oddNumber,
  fc.boolean(),
  fc.constantFrom(null, [], {}, [null], [[[]]], { "": null }, nested(40)),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A value that fits, or nearly does. */
function valueFor(schema: Schema): Arbitrary<unknown> {
  const { type, enum: choices, properties, items, anyOf } = schema;
  const wrong = { weight: 2, arbitrary: odd };
  if (properties) return fc.oneof({ weight: 6, arbitrary: objectOf(properties) }, wrong);
  if (choices) return fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...choices) }, wrong);
  if (anyOf) return fc.oneof(...anyOf.map(valueFor), odd);
  if (items) {
    const list = fc.array(valueFor(items), { maxLength: 4 });
    return fc.oneof({ weight: 6, arbitrary: list }, wrong);
  }
  if (type === "boolean") return fc.oneof({ weight: 3, arbitrary: fc.boolean() }, wrong);
  if (type === "integer" || type === "number") return fc.oneof(fc.integer(), fc.nat(100), odd);
  return fc.oneof(fc.string(), fc.constantFrom("http://127.0.0.1:1/x", "1", "Administrator"), odd);
}

function objectOf(properties: Readonly<Record<string, Schema>>): Arbitrary<Record<string, unknown>> {
  const known = fc.record(Object.fromEntries(Object.entries(properties).map(([k, v]) => [k, valueFor(v)])), {
    requiredKeys: [],
  });
  const unknown = fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    fc.dictionary(fc.string(), odd, { maxKeys: 2 }),
  );
  return fc.tuple(known, unknown).map(([a, b]) => ({ ...b, ...a }));
}

/** Lone surrogates, which JSON.stringify escapes, reach the parser as escapes. */
function payloadOf(schema: Schema | undefined): Arbitrary<string | undefined> {
  const json = fc.oneof(schema ? { weight: 8, arbitrary: valueFor(schema) } : odd, odd);
  const text = json.map(value => JSON.stringify(value));
  return fc.oneof(
    { weight: 10, arbitrary: text },
    fc.tuple(text, fc.nat(60)).map(([whole, cut]) => whole.slice(0, cut)),
    fc.constantFrom(
      undefined,
      "",
      "{",
      "\ufeff{}",
      '{"a":1,"a":2}',
      '{"__proto__":{"x":1}}',
      "[".repeat(5000),
    ),
    fc.string(),
  );
}

/** What an HTTP parser lets through. */
const headerText = fc.oneof(
  fc.constantFrom(
    "",
    "*",
    '"',
    'W/"',
    '"a"."b"',
    ",,,",
    "W/*",
    "4.0",
    "4.01",
    "application/json",
    "text/xml",
  ),
  fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map(code => String.fromCharCode(code)) }),
);
const headers = fc.record(
  {
    "if-match": headerText,
    "if-none-match": headerText,
    "odata-version": headerText,
    accept: headerText,
    "accept-encoding": headerText,
    "content-type": headerText,
    prefer: headerText,
  },
  { requiredKeys: [] },
);

const parameter = fc.tuple(
  fc.oneof(
    fc.constantFrom("$select", "$expand", "$filter", "$skip", "$top", "only", "excerpt", "$compute", "$"),
    oddText,
  ),
  fc.oneof(
    fc.constantFrom(
      "",
      "*",
      ".($levels=2)",
      "~($levels=9)",
      "Id",
      "/",
      "-1",
      "1e9",
      "Id eq '1'",
      "((",
      "not",
    ),
    oddText,
  ),
);
/** Well encoded or not. */
const query = fc.oneof(
  { weight: 4, arbitrary: fc.constant("") },
  fc.array(parameter, { maxLength: 3 }).map(pairs => `?${new URLSearchParams(pairs)}`),
  fc.constantFrom(
    "?",
    "?%",
    "?%zz=1",
    "?$select=%ff",
    "?&&=&",
    "?a=b?c=d",
    "?only&only",
    "?$expand=*&$select=Id",
  ),
);

const id: Arbitrary<string | undefined> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  oddText.map(text => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom("%", "%ff", "%2e%2e", "%00", "..;", "toString", "__proto__", "1%2F1", "9".repeat(400)),
);

export const malformedRequest = ({ schema, method }: Operation): Arbitrary<MalformedRequest> =>
  fc.record({
    id,
    query: method === "GET" ? query : fc.oneof({ weight: 8, arbitrary: fc.constant("") }, query),
    headers: fc.oneof(
      { weight: 6, arbitrary: fc.constant({}) },
      { weight: 3, arbitrary: headers },
      fc.record({ "x-auth-token": headerText }),
    ),
    payload: payloadOf(schema),
  });
