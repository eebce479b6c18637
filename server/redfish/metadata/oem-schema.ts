import Type, { type TObject, type TSchema } from "typebox";
import { oemNamespace, oemTypes } from "../oem.ts";
import { aliasedReference, csdl, dmtfSchemas, redfishExtensions, reference, schema } from "./csdl.ts";
import { element } from "./xml.ts";

export const oemSchemaUri = "/redfish/v1/Schemas/QemuBmc_v1.xml";

/** The namespaces that the schema file defines. */
export const oemNamespaces: readonly string[] = [oemNamespace.split(".")[0] ?? "", oemNamespace];

const coreVocabulary = aliasedReference(
  "http://docs.oasis-open.org/odata/odata/v4.0/errata03/csd01/complete/vocabularies/Org.OData.Core.V1.xml",
  "Org.OData.Core.V1",
  "OData",
);

/** The CSDL of our OEM types, so that a client can know them as it knows DMTF's. */
export const oemSchema = (): string =>
  csdl(
    [coreVocabulary, redfishExtensions, reference(`${dmtfSchemas}/Resource_v1.xml`, ["Resource"])],
    oemNamespaces.map(namespace =>
      schema(
        namespace,
        namespace === oemNamespace
          ? Object.entries(oemTypes).flatMap(([name, type]) => complexType(name, type))
          : [],
      ),
    ),
  );

/** The type of an OEM object, and the types of its enumerations. */
function complexType(typeName: string, { properties }: TObject): readonly string[] {
  const named = Object.entries(properties).filter(([name]) => !name.includes("@"));
  const type = { Name: typeName, BaseType: "Resource.OemObject" };
  const enumerations = named.flatMap(([name, property]) =>
    Type.IsEnum(property)
      ? [
          element(
            "EnumType",
            { Name: name },
            property.enum.map(value => element("Member", { Name: `${value}` })),
          ),
        ]
      : [],
  );
  return [element("ComplexType", type, named.map(propertyElement)), ...enumerations];
}

function propertyElement([name, property]: readonly [string, TSchema]): string {
  const description = "description" in property ? String(property.description) : "";
  return element("Property", { Name: name, Type: edmType(name, property), Nullable: "false" }, [
    element("Annotation", { Term: "OData.Permissions", EnumMember: "OData.Permission/Read" }),
    element("Annotation", { Term: "OData.Description", String: description }),
    element("Annotation", { Term: "OData.LongDescription", String: description }),
  ]);
}

function edmType(name: string, property: TSchema): string {
  if (Type.IsEnum(property)) return `${oemNamespace}.${name}`;
  if (Type.IsBoolean(property)) return "Edm.Boolean";
  if (Type.IsInteger(property)) return "Edm.Int64";
  return "Edm.String";
}
