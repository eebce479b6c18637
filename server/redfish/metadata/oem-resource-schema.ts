import Type, { type TSchema } from "typebox";
import { isOemType } from "../oem.ts";
import type { Resource } from "../resource.ts";
import { collectionType } from "../resource-endpoints.ts";
import { aliasedReference, csdl, dmtfSchemas, redfishExtensions, reference, schema } from "./csdl.ts";
import { coreVocabulary, describing } from "./oem-schema.ts";
import { schemaUri } from "./schema-uri.ts";
import { element } from "./xml.ts";

const capabilities = aliasedReference(
  "http://docs.oasis-open.org/odata/odata/v4.0/errata03/csd01/complete/vocabularies/Org.OData.Capabilities.V1.xml",
  "Org.OData.Capabilities.V1",
  "Capabilities",
);
const base = reference(`${dmtfSchemas}/Resource_v1.xml`, ["Resource", "Resource.v1_0_0"]);

/** Properties that every resource has from its base type. */
const inherited = ["Id", "Name", "Description"];

/** The schema files of the resources whose types are ours, and of their collections. */
export const oemResourceSchemas = (resources: readonly Resource[]) =>
  resources
    .filter(({ type }) => isOemType(type))
    .flatMap(resource => [
      { uri: schemaUri(resource.type), text: resourceSchema(resource) },
      ...(resource.collection
        ? [{ uri: schemaUri(collectionType(resource)), text: collectionSchema(resource) }]
        : []),
    ]);

function resourceSchema({ type, uri, properties, patch, remove }: Resource): string {
  const [name = "", version = ""] = type.split(".");
  const namespace = `${name}.${version}`;
  const own = Object.entries<TSchema>(properties).filter(([each]) => !inherited.includes(each));
  const isWritable = (each: string): boolean => patch !== undefined && each in patch.schema.properties;
  const enumerations = own.flatMap(([each, property]) =>
    Type.IsEnum(property)
      ? [
          element(
            "EnumType",
            { Name: each },
            property.enum.map(value => element("Member", { Name: `${value}` })),
          ),
        ]
      : [],
  );
  const entity = element("EntityType", { Name: name, BaseType: `${name}.${name}` }, [
    ...own.map(([each, property]) => propertyElement(each, property, namespace, isWritable(each))),
  ]);
  const about = `The ${name} resource.`;
  const abstract = element(
    "EntityType",
    { Name: name, BaseType: "Resource.v1_0_0.Resource", Abstract: "true" },
    [
      ...describing({ description: about }),
      ...restrictions({ Insert: false, Update: patch !== undefined, Delete: remove !== undefined }),
      uris(uri),
    ],
  );
  return csdl(
    [
      coreVocabulary,
      capabilities,
      redfishExtensions,
      base,
      reference(`${dmtfSchemas}/VirtualMedia_v1.xml`, ["VirtualMedia"]),
    ],
    [schema(name, [abstract]), schema(namespace, [entity, ...enumerations])],
  );
}

function collectionSchema(resource: Resource): string {
  const [name = ""] = collectionType(resource).split(".");
  const [member = ""] = resource.type.split(".");
  const uri = resource.uri.slice(0, resource.uri.lastIndexOf("/"));
  const members = element(
    "NavigationProperty",
    { Name: "Members", Type: `Collection(${member}.${member})` },
    [
      permission(false),
      ...describing({ description: "The members of this collection." }),
      element("Annotation", { Term: "OData.AutoExpandReferences" }),
      element("Annotation", { Term: "Redfish.Required" }),
    ],
  );
  const entity = element("EntityType", { Name: name, BaseType: "Resource.v1_0_0.ResourceCollection" }, [
    ...describing({ description: `The collection of ${member} resources.` }),
    ...restrictions({ Insert: resource.collection?.create !== undefined, Update: false, Delete: false }),
    uris(uri),
    members,
  ]);
  return csdl(
    [coreVocabulary, capabilities, redfishExtensions, base, reference(schemaUri(resource.type), [member])],
    [schema(name, [entity])],
  );
}

const permission = (isWritable: boolean): string =>
  element("Annotation", {
    Term: "OData.Permissions",
    EnumMember: `OData.Permission/Read${isWritable ? "Write" : ""}`,
  });

const words = { Insert: "Insertable", Update: "Updatable", Delete: "Deletable" } as const;

const restrictions = (allowed: Readonly<Record<keyof typeof words, boolean>>): readonly string[] =>
  Object.entries(words).map(([operation, word]) =>
    element("Annotation", { Term: `Capabilities.${operation}Restrictions` }, [
      element("Record", {}, [
        element("PropertyValue", { Property: word, Bool: `${allowed[operation as keyof typeof words]}` }),
      ]),
    ]),
  );

const uris = (uri: string): string =>
  element("Annotation", { Term: "Redfish.Uris" }, [
    element("Collection", {}, [`<String>${uri.replace(/:(\w+)/g, "{$1}")}</String>`]),
  ]);

function propertyElement(name: string, property: TSchema, namespace: string, isWritable: boolean): string {
  const annotations = [permission(isWritable), ...describing(property)];
  if (Type.IsArray(property)) {
    return element(
      "NavigationProperty",
      { Name: name, Type: `Collection(${name}.${name})`, Nullable: "false" },
      [...annotations, element("Annotation", { Term: "OData.AutoExpandReferences" })],
    );
  }
  const type = edmType(name, property, namespace);
  return element("Property", { Name: name, Type: type, Nullable: "false" }, annotations);
}

function edmType(name: string, property: TSchema, namespace: string): string {
  if (Type.IsEnum(property)) return `${namespace}.${name}`;
  if (Type.IsBoolean(property)) return "Edm.Boolean";
  if (Type.IsInteger(property)) return "Edm.Int64";
  return name.endsWith("Time") ? "Edm.DateTimeOffset" : "Edm.String";
}
