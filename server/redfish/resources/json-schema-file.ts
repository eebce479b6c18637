import { dmtfSchemas } from "../metadata/csdl.ts";
import { isOemType } from "../oem.ts";
import { type Resource, resource } from "../resource.ts";
import { typesOf } from "../resource-endpoints.ts";
import { jsonSchemaFileProperties } from "../schemas/json-schema-file.ts";

/** "ComputerSystem.v1_27_0" for "ComputerSystem.v1_27_0.ComputerSystem" */
const fileOf = (type: string): string => type.slice(0, type.lastIndexOf("."));

/** Which of DMTF's JSON schemas these resources follow, and where they are published. */
export function jsonSchemaFile(resources: () => readonly Resource[]): Resource {
  const types = () => {
    return new Map(
      typesOf(resources())
        .filter(type => !isOemType(type))
        .map(type => [fileOf(type), type]),
    );
  };
  let known: ReadonlyMap<string, string> | undefined;
  const schemas = (): ReadonlyMap<string, string> => {
    known ??= types();
    return known;
  };
  return resource<typeof jsonSchemaFileProperties>({
    type: "JsonSchemaFile.v1_1_5.JsonSchemaFile",
    uri: "/redfish/v1/JsonSchemas/:JsonSchemaFileId",
    privilege: "Login",
    collection: { name: "JSON Schema Collection", members: () => [...schemas().keys()] },
    properties: jsonSchemaFileProperties,
    read(_, { id }) {
      const type = schemas().get(id);
      if (type === undefined) return undefined;
      return {
        Id: id,
        Name: `${id} Schema File`,
        Schema: `#${type}`,
        Languages: ["en"],
        Location: [{ Language: "en", PublicationUri: `${dmtfSchemas}/${id}.json` }],
      };
    },
  });
}
