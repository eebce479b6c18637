import Type, { type TObject, type TProperties, type TSchema } from "typebox";
import { oemActions, oemNamespace, oemTypes } from "../oem.ts";
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
    [
      coreVocabulary,
      redfishExtensions,
      reference(`${dmtfSchemas}/Resource_v1.xml`, ["Resource"]),
      ...Object.values(oemActions).map(({ type, boundTo }) =>
        reference(`${dmtfSchemas}/${type}_v1.xml`, [boundTo.slice(0, boundTo.lastIndexOf("."))]),
      ),
    ],
    oemNamespaces.map(namespace =>
      schema(
        namespace,
        namespace === oemNamespace
          ? [
              ...Object.entries(oemTypes).flatMap(([name, type]) => complexType(name, type)),
              ...Object.values(oemActions).flatMap(({ parameters }) => enumerations(parameters)),
            ]
          : Object.entries(oemActions).map(actionElement),
      ),
    ),
  );

/** The type of an OEM object, and the types of its enumerations. */
function complexType(typeName: string, { properties }: TObject): readonly string[] {
  const named = Object.entries(properties).filter(([name]) => !name.includes("@"));
  const type = { Name: typeName, BaseType: "Resource.OemObject" };
  return [element("ComplexType", type, named.map(propertyElement)), ...enumerations(properties)];
}

function enumerations(properties: TProperties): readonly string[] {
  return Object.entries(properties).flatMap(([name, property]) =>
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
}

function actionElement([name, { description, type, boundTo, parameters }]: readonly [
  string,
  (typeof oemActions)[keyof typeof oemActions],
]): string {
  return element("Action", { Name: name, IsBound: "true" }, [
    element("Parameter", { Name: type, Type: boundTo }),
    ...Object.entries(parameters).map(([parameter, schema]) =>
      element(
        "Parameter",
        {
          Name: parameter,
          Type: edmType(parameter, schema),
          Nullable: `${Type.IsUnion(schema) || Type.IsOptional(schema)}`,
        },
        describing(schema),
      ),
    ),
    ...describing({ description }),
  ]);
}

function propertyElement([name, property]: readonly [string, TSchema]): string {
  return element("Property", { Name: name, Type: edmType(name, property), Nullable: "false" }, [
    element("Annotation", { Term: "OData.Permissions", EnumMember: "OData.Permission/Read" }),
    ...describing(property),
    ...("format" in property && property.format === "uri-reference"
      ? [element("Annotation", { Term: "OData.IsURL" })]
      : []),
  ]);
}

function describing(what: object): readonly string[] {
  const description = "description" in what ? String(what.description) : "";
  return ["Description", "LongDescription"].map(term =>
    element("Annotation", { Term: `OData.${term}`, String: description }),
  );
}

function edmType(name: string, property: TSchema): string {
  if (Type.IsEnum(property)) return `${oemNamespace}.${name}`;
  if (Type.IsBoolean(property)) return "Edm.Boolean";
  if (Type.IsInteger(property)) return "Edm.Int64";
  if (Type.IsUnion(property) && property.anyOf.some(Type.IsNumber)) return "Edm.Decimal";
  if (name === "Duration") return "Edm.Duration";
  return "Edm.String";
}
