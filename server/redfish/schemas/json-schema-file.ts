import { Type } from "typebox";
import { named } from "../properties.ts";

export const jsonSchemaFileProperties = {
  ...named,
  Schema: Type.String(),
  Languages: Type.Array(Type.String()),
  Location: Type.Array(Type.Object({ Language: Type.String(), PublicationUri: Type.String() })),
};
