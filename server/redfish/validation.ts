import { isDeepStrictEqual } from "node:util";
import Type, { type TObject, type TSchema } from "typebox";
import { Compile } from "typebox/compile";
import type { TLocalizedValidationError } from "typebox/error";
import { RedfishError } from "./errors.ts";
import { about, type Message, message } from "./message.ts";
import type { Json } from "./representation.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A body of a megabyte can hold more faults than anybody wants to read. */
const faultLimit = 32;

/** "@odata.id", "ResetType@Redfish.AllowableValues": clients send back what they read, and it means nothing. */
const isAnnotation = (name: string): boolean => /@(odata|Redfish|Message)\./.test(name);

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a body asks for anything at all. */
export const isEmpty = (body: unknown): boolean => isObject(body) && Object.keys(body).every(isAnnotation);

/**
 * Checks a request's body; the error names everything that is wrong with it. `current` is what a PATCH
 * changes: read-only properties that already have the value asked for are no fault.
 * @throws RedfishError 400
 */
export type BodyCheck = (body: unknown, current?: Json) => Json;

export function bodyCheck(schema: TObject, vocabulary: Vocabulary): BodyCheck {
  const validator = Compile(schema);
  return (body, current) => {
    if (!isObject(body)) throw new RedfishError(400, message("UnrecognizedRequestBody"));
    const faults: Message[] = [];
    const values = knownValues({ body, schema, current, pointer: "", faults, vocabulary });
    for (const error of validator.Errors(values)) faults.push(...faultsOf(error, values, schema, vocabulary));
    if (faults.length > 0) throw new RedfishError(400, limited(faults));
    return values;
  };
}

interface Part {
  readonly body: Json;
  readonly schema: TObject;
  readonly current: Json | undefined;
  readonly pointer: string;
  readonly faults: Message[];
  readonly vocabulary: Vocabulary;
}

/** The part of the body that the schema knows; the rest is ignored or a fault. */
function knownValues({ body, schema, current, pointer, faults, vocabulary }: Part): Json {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (faults.length > faultLimit) break;
    const here = `${pointer}/${shown(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
    const property = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    const now = current && Object.hasOwn(current, name) ? current[name] : undefined;
    if (property) {
      values[name] = knownValue(value, property, { current: now, pointer: here, faults, vocabulary });
    } else if (!isAnnotation(name) && !(current && isDeepStrictEqual(now ?? null, value))) {
      faults.push(
        about(here, now === undefined ? vocabulary.unknown(shown(name)) : vocabulary.readOnly(name)),
      );
    }
  }
  return values;
}

/** An object, or objects in a list, may hold what the schema does not know. */
function knownValue(
  value: unknown,
  schema: TSchema,
  { current, pointer, ...part }: Omit<Part, "body" | "schema" | "current"> & { readonly current: unknown },
): unknown {
  if (Type.IsObject(schema) && isObject(value)) {
    return knownValues({ body: value, schema, current: current as Json | undefined, pointer, ...part });
  }
  if (!Type.IsArray(schema) || !Array.isArray(value)) return value;
  const before = Array.isArray(current) ? current : [];
  return value.map((item, index) =>
    knownValue(item, schema.items, { current: before[index], pointer: `${pointer}/${index}`, ...part }),
  );
}

function faultsOf(
  error: TLocalizedValidationError,
  values: Json,
  schema: TObject,
  vocabulary: Vocabulary,
): readonly Message[] {
  const pointer = error.instancePath;
  const names = pointer.split("/").slice(1);
  const name = names.at(-1) ?? "";
  const value = names.reduce<unknown>((inner, key) => (inner as Json)[key], values);
  const secret = "writeOnly" in (schema.properties[names[0] ?? ""] ?? {});
  const text = secret ? "******" : shown(value);
  switch (error.keyword) {
    case "required":
      return error.params.requiredProperties.map(each =>
        about(`${pointer}/${each}`, vocabulary.missing(each)),
      );
    case "type":
      return [about(pointer, vocabulary.type(text, name))];
    case "enum":
      return [about(pointer, vocabulary[typeof value === "string" ? "notInList" : "type"](text, name))];
    case "minimum":
    case "maximum":
      return [about(pointer, vocabulary.outOfRange(text, name))];
    case "pattern":
    case "format":
    case "minLength":
    case "maxLength":
      return [about(pointer, vocabulary.format(text, name))];
    default:
      return [about(pointer, vocabulary.other(name))];
  }
}

/** A value as an error message shows it: short, whatever was sent. */
function shown(value: unknown): string {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "[…]" : "{…}";
  const text = String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function limited(faults: readonly Message[]): readonly Message[] {
  if (faults.length <= faultLimit) return faults;
  return [...faults.slice(0, faultLimit), message("MaximumErrorsExceeded")];
}
