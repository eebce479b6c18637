import Type, { type TSchema } from "typebox";
import { isOemAction } from "./oem.ts";
import type { Resource } from "./resource.ts";
import type { Value } from "./yaml.ts";

export type Json = { readonly [key: string]: Value };

/** "ComputerSystem" */
export const nameOf = ({ type }: Resource): string => type.slice(type.lastIndexOf(".") + 1);

export const asJson = (schema: TSchema): Json => JSON.parse(JSON.stringify(schema)) as Json;

/** The component schemas that a resource brings with it, its own under `name`. */
export function schemasOf(resource: Resource, name: string): Json {
  const { properties, patch, actions } = resource;
  const annotations = {
    "@odata.id": Type.String(),
    "@odata.type": Type.Literal(`#${resource.type}`),
    ...(patch && { "@odata.etag": Type.String() }),
  };
  const names = Object.keys(actions ?? {});
  const oem = names.filter(isOemAction);
  const actionsObject = actions && {
    Actions: Type.Object({
      ...actionObjects(names.filter(name => !isOemAction(name))),
      ...(oem.length > 0 && { Oem: Type.Object(actionObjects(oem)) }),
    }),
  };
  return {
    [name]: asJson(Type.Object({ ...annotations, ...properties, ...actionsObject })),
    Collection: asJson(collectionSchema),
  };
}

const actionObjects = (names: readonly string[]) =>
  Object.fromEntries(names.map(name => [`#${name}`, Type.Object({ target: Type.String() })]));

const collectionSchema = Type.Object({
  "@odata.id": Type.String(),
  "@odata.type": Type.String(),
  Name: Type.String(),
  "Members@odata.count": Type.Integer(),
  Members: Type.Array(Type.Object({ "@odata.id": Type.String() })),
});

/** The body of every error (DSP0266, "Error responses"). */
export const errorSchema = asJson(
  Type.Object({
    error: Type.Object({
      code: Type.String(),
      message: Type.String(),
      "@Message.ExtendedInfo": Type.Array(
        Type.Object({
          MessageId: Type.String(),
          Message: Type.String(),
          MessageArgs: Type.Optional(Type.Array(Type.String())),
          RelatedProperties: Type.Optional(Type.Array(Type.String())),
          MessageSeverity: Type.String(),
          Resolution: Type.String(),
        }),
      ),
    }),
  }),
);
