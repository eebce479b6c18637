import { Type } from "typebox";
import { named } from "../properties.ts";

export const messageRegistryFileProperties = {
  ...named,
  Registry: Type.String(),
  Languages: Type.Array(Type.String()),
  Location: Type.Array(
    Type.Object({
      Language: Type.String(),
      /** Where this service has it, or where it is published. */
      Uri: Type.Optional(Type.String()),
      PublicationUri: Type.Optional(Type.String()),
    }),
  ),
};
