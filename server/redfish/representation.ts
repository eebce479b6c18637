import Type, { type TObject } from "typebox";
import type { RedfishContext } from "./context.ts";
import { resourceMissing } from "./errors.ts";
import type { Message } from "./message.ts";
import { entityTag } from "./preconditions.ts";
import { runsByItself } from "./properties.ts";
import type { Request, Resource } from "./resource.ts";

export type Json = Readonly<Record<string, unknown>>;

/** A resource as it is sent. */
export interface Representation {
  readonly body: Json;
  readonly text: string;
  /** Only of resources that have something to set. */
  readonly etag?: string;
}

/** @throws RedfishError 404 */
export type Represent = (context: RedfishContext, request: Request) => Representation;

/** How a resource is sent. What its declaration says of that is worked out here, once. */
export function representer({ read, patch, actions, type }: Resource): Represent {
  const annotations = patch && annotationsOf(patch.schema);
  const actionBlocks = actions && actionBlocksOf(actions);
  // Clients ask again and again for what has not changed, and equal texts have equal tags.
  let last = { text: "", etag: "" };
  return (context, request) => {
    const properties = read(context, request) as Json | undefined;
    if (!properties) throw resourceMissing(request.uri);
    const body = {
      "@odata.id": request.uri,
      "@odata.type": `#${type}`,
      ...(annotations ? annotated(properties, annotations) : properties),
      ...(actionBlocks && { Actions: actionsAt(request.uri, actionBlocks) }),
    };
    const text = JSON.stringify(body);
    if (!patch) return { body, text };
    if (text !== last.text) {
      last = { text, etag: entityTag(JSON.stringify(settable(properties, patch.schema)), text) };
    }
    const { etag } = last;
    return { body, etag, text: `{"@odata.etag":${JSON.stringify(etag)},${text.slice(1)}` };
  };
}

/** The same with what a person should know of how it came about (DSP0266, "Extended information"). */
export function withMessages(
  { body, text, ...others }: Representation,
  messages: readonly Message[] | undefined,
): Representation {
  if (!messages) return { body, text, ...others };
  const annotation = { "@Message.ExtendedInfo": messages };
  const json = JSON.stringify(annotation).slice(1);
  return { ...others, body: { ...body, ...annotation }, text: `${text.slice(0, -1)},${json}` };
}

export const actionUri = (resourceUri: string, name: string): string => `${resourceUri}/Actions/${name}`;

interface ActionBlock {
  readonly name: string;
  readonly path: string;
  readonly allowable: Json;
}

function actionBlocksOf(actions: NonNullable<Resource["actions"]>): readonly ActionBlock[] {
  return Object.entries(actions).map(([name, { schema }]) => {
    const parameters = Object.entries(schema.properties).filter(([, each]) => Type.IsEnum(each));
    const allowable = parameters.map(([key, each]) => [allowableValues(key), (each as Type.TEnum).enum]);
    return { name: `#${name}`, path: actionUri("", name), allowable: Object.fromEntries(allowable) };
  });
}

function actionsAt(uri: string, blocks: readonly ActionBlock[]): Json {
  const actions: Record<string, Json> = {};
  for (const { name, path, allowable } of blocks) actions[name] = { target: uri + path, ...allowable };
  return actions;
}

const allowableValues = (name: string): string => `${name}@Redfish.AllowableValues`;

/** What the schema of what can be changed adds to the values. */
interface Annotations {
  readonly own: readonly {
    readonly property: string;
    readonly annotation: string;
    readonly values: readonly unknown[];
  }[];
  /** Of properties that are objects with annotations of their own. */
  readonly inner: readonly (readonly [property: string, annotations: Annotations])[];
}

function annotationsOf({ properties }: TObject): Annotations {
  const entries = Object.entries(properties);
  return {
    own: entries.flatMap(([property, schema]) =>
      Type.IsEnum(schema) ? [{ property, annotation: allowableValues(property), values: schema.enum }] : [],
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
  for (const { property, annotation, values } of own) if (property in body) result[annotation] = values;
  return result;
}

/** The part of the body that a client may write, without what changes by itself all the time. */
function settable(body: Json, { properties }: TObject): Json {
  const part: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    if (runsByItself in schema) continue;
    part[name] = Type.IsObject(schema) ? settable((body[name] ?? {}) as Json, schema) : body[name];
  }
  return part;
}
