import { Type } from "typebox";
import { named } from "../properties.ts";

const privileges = Type.Array(Type.Object({ Privilege: Type.Array(Type.String()) }));

/** Any one of an operation's entries will do; all privileges of an entry are needed. */
const operationMap = Type.Partial(
  Type.Object({ GET: privileges, HEAD: privileges, PATCH: privileges, POST: privileges, DELETE: privileges }),
);

export const privilegeRegistryProperties = {
  ...named,
  PrivilegesUsed: Type.Array(Type.String()),
  OEMPrivilegesUsed: Type.Array(Type.String()),
  Mappings: Type.Array(
    Type.Object({
      Entity: Type.String(),
      OperationMap: operationMap,
      SubordinateOverrides: Type.Optional(
        Type.Array(Type.Object({ Targets: Type.Array(Type.String()), OperationMap: operationMap })),
      ),
    }),
  ),
};
