import type { Role } from "../../bmc/role.ts";
import { assignedPrivileges } from "../privileges.ts";
import { resource } from "../resource.ts";
import { roleProperties } from "../schemas/role.ts";

const roles = Object.keys(assignedPrivileges) as readonly Role[];

export const role = resource<typeof roleProperties>({
  type: "Role.v1_3_3.Role",
  uri: "/redfish/v1/AccountService/Roles/:RoleId",
  privilege: "Login",
  collection: { name: "Role Collection", members: () => roles },
  properties: roleProperties,
  read: (_, { id }) => ({
    Id: id,
    Name: `${id} Role`,
    RoleId: id,
    IsPredefined: true,
    AssignedPrivileges: [...assignedPrivileges[id as Role]],
  }),
});
