import Type, { type TObject, type TSchema } from "typebox";
import { actionInfoUri, hasParameters } from "./action-info.ts";
import { allowableValues, annotator } from "./allowable-values.ts";
import type { RedfishContext } from "./context.ts";
import { resourceMissing } from "./errors.ts";
import type { Message } from "./message.ts";
import { isOemAction } from "./oem.ts";
import { entityTag } from "./preconditions.ts";
import { runsByItself } from "./properties.ts";
import type { Action, Request, Resource } from "./resource.ts";

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
  const annotated = patch ? annotator(patch.schema) : (body: Json) => body;
  const actionsAt = actions && actionsWriter(actions);
  // Clients ask again and again for what has not changed, and equal texts have equal tags.
  let last = { text: "", etag: "" };
  return (context, request) => {
    const properties = read(context, request) as Json | undefined;
    if (!properties) throw resourceMissing(request.uri);
    const body = {
      "@odata.id": request.uri,
      "@odata.type": `#${type}`,
      ...annotated(properties),
      ...(actionsAt && { Actions: actionsAt(request.uri) }),
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

export const actionUri = (resourceUri: string, name: string): string =>
  `${resourceUri}/Actions/${isOemAction(name) ? "Oem/" : ""}${name}`;

interface ActionObject {
  readonly name: string;
  readonly path: string;
  readonly infoPath?: string;
  readonly parameters: Json;
}

/** @returns what gives the Actions of the resource at a URI */
function actionsWriter(actions: NonNullable<Resource["actions"]>): (uri: string) => Json {
  const all = Object.entries(actions).map(actionObject);
  const own = all.filter(({ name }) => !isOemAction(name));
  const oem = all.filter(({ name }) => isOemAction(name));
  return uri => ({ ...objectsAt(uri, own), ...(oem.length > 0 && { Oem: objectsAt(uri, oem) }) });
}

function actionObject([name, action]: readonly [string, Action]): ActionObject {
  const choices = Object.entries(action.schema.properties).filter(([, each]) => Type.IsEnum(each));
  const parameters = choices.map(([key, each]) => {
    const values = (each as Type.TEnum).enum;
    return key === operationApplyTime
      ? [`${operationApplyTime}Support`, applyTimeSupport(values)]
      : [allowableValues(key), values];
  });
  return {
    ...{ name, path: actionUri("", name), parameters: Object.fromEntries(parameters) },
    ...(hasParameters(action) && { infoPath: actionInfoUri("", name) }),
  };
}

function objectsAt(uri: string, actions: readonly ActionObject[]): Json {
  const objects: Record<string, Json> = {};
  for (const { name, path, infoPath, parameters } of actions) {
    const info = infoPath === undefined ? {} : { "@Redfish.ActionInfo": uri + infoPath };
    objects[`#${name}`] = { target: uri + path, ...info, ...parameters };
  }
  return objects;
}

/** The annotation by which a client says when an operation is to take effect (DSP0266, "Operation apply time"). */
export const operationApplyTime = "@Redfish.OperationApplyTime";

export const applyTimeSupport = <T>(values: readonly T[]) => ({
  "@odata.type": "#Settings.v1_4_0.OperationApplyTimeSupport",
  SupportedValues: [...values],
});

/** The part of the body that a client may write, without what changes by itself all the time. */
function settable(body: Json, { properties }: TObject): Json {
  const part: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(properties)) {
    if (runsByItself in schema) continue;
    part[name] = settableValue(body[name], schema);
  }
  return part;
}

function settableValue(value: unknown, schema: TSchema | undefined): unknown {
  if (Type.IsObject(schema)) return settable((value ?? {}) as Json, schema);
  if (!Type.IsArray(schema) || !Array.isArray(value)) return value;
  return value.map(item => settableValue(item, schema.items));
}
