import Type, { type TObject, type TSchema } from "typebox";
import { actionInfoUri, hasParameters } from "./action-info.ts";
import type { RedfishContext } from "./context.ts";
import { resourceMissing } from "./errors.ts";
import type { Message } from "./message.ts";
import { isOemAction } from "./oem.ts";
import { entityTag } from "./preconditions.ts";
import { runsByItself, valuesInRegistry } from "./properties.ts";
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
export function represent(resource: Resource, context: RedfishContext, request: Request): Representation {
  const properties = resource.read(context, request) as Json | undefined;
  if (!properties) throw resourceMissing(request.uri);
  const { patch, actions, type } = resource;
  const body = {
    "@odata.id": request.uri,
    "@odata.type": `#${type}`,
    ...(patch ? withAllowableValues(properties, patch.schema) : properties),
    ...(actions && { Actions: actionsOf(actions, request.uri) }),
  };
  const text = JSON.stringify(body);
  if (!patch) return { body, text };
  const etag = entityTag(JSON.stringify(settable(properties, patch.schema)), text);
  return { body, etag, text: `{"@odata.etag":${JSON.stringify(etag)},${text.slice(1)}` };
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

function actionsOf(actions: NonNullable<Resource["actions"]>, uri: string): Json {
  const all = Object.entries(actions);
  const oem = all.filter(([name]) => isOemAction(name));
  return {
    ...actionObjects(
      all.filter(([name]) => !isOemAction(name)),
      uri,
    ),
    ...(oem.length > 0 && { Oem: actionObjects(oem, uri) }),
  };
}

function actionObjects(actions: readonly (readonly [string, Action])[], uri: string): Json {
  return Object.fromEntries(
    actions.map(([name, action]) => {
      const { properties } = action.schema;
      const parameters = Object.entries(properties).filter(([, each]) => Type.IsEnum(each));
      const allowable = parameters.map(([key, each]) => {
        const values = (each as Type.TEnum).enum;
        return key === operationApplyTime
          ? [`${operationApplyTime}Support`, applyTimeSupport(values)]
          : [allowableValues(key), values];
      });
      const info = hasParameters(action) && { "@Redfish.ActionInfo": actionInfoUri(uri, name) };
      return [`#${name}`, { target: actionUri(uri, name), ...info, ...Object.fromEntries(allowable) }];
    }),
  );
}

/** The annotation by which a client says when an operation is to take effect (DSP0266, "Operation apply time"). */
export const operationApplyTime = "@Redfish.OperationApplyTime";

export const applyTimeSupport = <T>(values: readonly T[]) => ({
  "@odata.type": "#Settings.v1_4_0.OperationApplyTimeSupport",
  SupportedValues: [...values],
});

const allowableValues = (name: string): string => `${name}@Redfish.AllowableValues`;

function withAllowableValues(body: Json, { properties }: TObject): Json {
  const annotated: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    const schema = properties[name];
    annotated[name] = Type.IsObject(schema) ? withAllowableValues(value as Json, schema) : value;
    if (Type.IsEnum(schema) && !(valuesInRegistry in schema)) annotated[allowableValues(name)] = schema.enum;
  }
  return annotated;
}

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
