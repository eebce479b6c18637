import { isDeepStrictEqual } from "node:util";
import type { Static } from "typebox";
import { type Privileges, type Resource, resource } from "../resource.ts";
import { collectionType } from "../resource-endpoints.ts";
import { privilegeRegistryProperties } from "../schemas/privilege-registry.ts";

type Mapping = Static<(typeof privilegeRegistryProperties)["Mappings"]>[number];

const privilegesUsed = [
  "Login",
  "ConfigureManager",
  "ConfigureUsers",
  "ConfigureComponents",
  "ConfigureSelf",
];

const entityOf = (type: string): string => type.slice(type.lastIndexOf(".") + 1);
const anyOf = (privileges: Privileges) => [privileges].flat().map(each => ({ Privilege: [each] }));

function mappings(resource: Resource): readonly Mapping[] {
  const { type, privilege, patch, remove, actions, collection } = resource;
  const read = anyOf(privilege);
  const [action] = Object.values(actions ?? {});
  const own: Mapping = {
    Entity: entityOf(type),
    OperationMap: {
      GET: read,
      HEAD: read,
      ...(patch && { PATCH: anyOf(patch.privilege) }),
      ...(action && { POST: anyOf(action.privilege) }),
      ...(remove && { DELETE: anyOf(remove.privilege) }),
    },
  };
  if (!collection) return [own];
  const list = anyOf(collection.privilege ?? "Login");
  const create = collection.create && { POST: anyOf(collection.create.privilege) };
  return [
    own,
    { Entity: entityOf(collectionType(resource)), OperationMap: { GET: list, HEAD: list, ...create } },
  ];
}

/** The type of the nearest resource that this one is part of. */
function ownerOf({ uri }: Resource, resources: readonly Resource[]): string {
  const above = resources.filter(each => uri.startsWith(`${each.uri.replace(/\/$/, "")}/`));
  const [nearest] = above.toSorted((one, other) => other.uri.length - one.uri.length);
  return nearest?.type.split(".").at(-1) ?? "";
}

/** A type that stands at two places has its second place's privileges, where they differ, as an override. */
function merged(resources: readonly Resource[]): Mapping[] {
  const byEntity = new Map<string, Mapping>();
  for (const resource of resources) {
    const owner = ownerOf(resource, resources);
    for (const mapping of mappings(resource)) {
      const { Entity, OperationMap } = mapping;
      const first = byEntity.get(Entity);
      if (first && isDeepStrictEqual(first.OperationMap, OperationMap)) continue;
      const isMember = resource.collection && !Entity.endsWith("Collection");
      const Targets = isMember ? [owner, `${Entity}Collection`] : [owner];
      const SubordinateOverrides = [...(first?.SubordinateOverrides ?? []), { Targets, OperationMap }];
      byEntity.set(Entity, first ? { ...first, SubordinateOverrides } : mapping);
    }
  }
  return [...byEntity.values()];
}

/** Which privilege an operation on these resources takes: what they declare, for clients to read. */
export const privilegeRegistry = (resources: () => readonly Resource[]): Resource =>
  resource<typeof privilegeRegistryProperties>({
    type: "PrivilegeRegistry.v1_2_0.PrivilegeRegistry",
    uri: "/redfish/v1/AccountService/PrivilegeMap",
    privilege: "Login",
    properties: privilegeRegistryProperties,
    read: (_, { id }) => ({
      Id: id,
      Name: "Privilege Map",
      PrivilegesUsed: privilegesUsed,
      OEMPrivilegesUsed: [],
      Mappings: merged(resources()),
    }),
  });
