import Type, { type TObject, type TSchema } from "typebox";
import { linkTarget, oemActions, oemNamespace, oemTypes } from "../oem.ts";
import { aliasedReference, csdl, dmtfSchemas, redfishExtensions, reference, schema } from "./csdl.ts";
import { schemaUri } from "./schema-uri.ts";
import { element } from "./xml.ts";

export const oemSchemaUri = "/redfish/v1/Schemas/QemuBmc_v1.xml";

/** The namespaces that the schema file defines. */
export const oemNamespaces: readonly string[] = [oemNamespace.split(".")[0] ?? "", oemNamespace];

export const coreVocabulary = aliasedReference(
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
      ...linkTargets().map(target => reference(schemaUri(target), [target.split(".")[0] ?? ""])),
      ...boundSchemas(),
    ],
    oemNamespaces.map(namespace =>
      schema(
        namespace,
        namespace === oemNamespace
          ? [
              ...Object.entries(oemTypes).flatMap(([name, type]) => complexType(name, type)),
              ...Object.values(oemActions).flatMap(({ parameters }) => enumTypes(parameters)),
            ]
          : Object.entries(oemActions).map(actionElement),
      ),
    ),
  );

/** The schema files of the types that our actions are bound to, each of them once. */
function boundSchemas(): readonly string[] {
  const references = Object.values(oemActions).map(({ type, boundTo }) =>
    reference(`${dmtfSchemas}/${type}_v1.xml`, [boundTo.slice(0, boundTo.lastIndexOf("."))]),
  );
  return [...new Set(references)];
}

/** The type of an OEM object, and the types of its enumerations. */
function complexType(typeName: string, { properties }: TObject): readonly string[] {
  const named = Object.entries(properties).filter(([name]) => !name.includes("@"));
  const type = { Name: typeName, BaseType: "Resource.OemObject" };
  return [element("ComplexType", type, named.map(propertyElement)), ...enumTypes(Object.fromEntries(named))];
}

/** The types of those that are enumerations or lists of one's values; each is named as what has it. */
function enumTypes(properties: Readonly<Record<string, TSchema>>): readonly string[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const one = Type.IsArray(schema) ? schema.items : schema;
    if (!Type.IsEnum(one)) return [];
    const members = one.enum.map(value => element("Member", { Name: `${value}` }));
    return [element("EnumType", { Name: name }, members)];
  });
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
  const annotations = [
    element("Annotation", { Term: "OData.Permissions", EnumMember: "OData.Permission/Read" }),
    ...describing(property),
    ...("format" in property && property.format === "uri-reference"
      ? [element("Annotation", { Term: "OData.IsURL" })]
      : []),
  ];
  const target = targetOf(property);
  if (target === undefined) {
    return element("Property", { Name: name, Type: edmType(name, property), Nullable: "false" }, annotations);
  }
  return element("NavigationProperty", { Name: name, Type: target, Nullable: "false" }, [
    ...annotations,
    element("Annotation", { Term: "OData.AutoExpandReferences" }),
  ]);
}

const targetOf = (property: TSchema): string | undefined =>
  linkTarget in property ? String(property[linkTarget]) : undefined;

const linkTargets = (): readonly string[] =>
  Object.values(oemTypes).flatMap(({ properties }) =>
    Object.values<TSchema>(properties).flatMap(property => targetOf(property) ?? []),
  );

export function describing(what: object): readonly string[] {
  const description = "description" in what ? String(what.description) : "";
  return ["Description", "LongDescription"].map(term =>
    element("Annotation", { Term: `OData.${term}`, String: description }),
  );
}

function edmType(name: string, property: TSchema): string {
  if (Type.IsArray(property)) return `Collection(${edmType(name, property.items)})`;
  if (Type.IsEnum(property)) return `${oemNamespace}.${name}`;
  if (Type.IsBoolean(property)) return "Edm.Boolean";
  if (Type.IsInteger(property)) return "Edm.Int64";
  if (Type.IsUnion(property) && property.anyOf.some(Type.IsNumber)) return "Edm.Decimal";
  if (name === "Duration") return "Edm.Duration";
  return "Edm.String";
}
