import { Type } from "typebox";
import { named } from "../properties.ts";

export const roleProperties = {
  ...named,
  RoleId: Type.String(),
  IsPredefined: Type.Boolean(),
  AssignedPrivileges: Type.Array(Type.String()),
};
