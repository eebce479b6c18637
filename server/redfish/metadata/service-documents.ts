import { readFile } from "node:fs/promises";
import { attributeRegistryDocument } from "../bios/attribute-registry.ts";
import type { Call, Endpoint } from "../endpoint.ts";
import { isOemType } from "../oem.ts";
import { attributeRegistryUri } from "../registries/bios-attributes.ts";
import { ownRegistryDocument, ownRegistryUri } from "../registries/index.ts";
import type { Resource } from "../resource.ts";
import { typesOf } from "../resource-endpoints.ts";
import { csdl, dmtfSchemas, redfishExtensions, reference, schema } from "./csdl.ts";
import { oemResourceSchemas } from "./oem-resource-schema.ts";
import { oemNamespaces, oemSchema, oemSchemaUri } from "./oem-schema.ts";
import { openApiFile } from "./openapi-file.ts";
import { schemaUri } from "./schema-uri.ts";
import { element } from "./xml.ts";

const json = "application/json; charset=utf-8";
const xml = "application/xml; charset=utf-8";

/** What a service says of itself besides its resources: its version, its OData documents, its own schema. */
export function serviceDocuments(resources: readonly Resource[]): readonly Endpoint[] {
  return [
    document("/redfish", json, JSON.stringify({ v1: "/redfish/v1/" }), "NoAuth"),
    document("/redfish/v1/odata", json, JSON.stringify(odataService(resources)), "NoAuth"),
    document("/redfish/v1/$metadata", xml, metadata(resources), "NoAuth"),
    document(oemSchemaUri, xml, oemSchema(), "Login"),
    ...oemResourceSchemas(resources).map(({ uri, text }) => document(uri, xml, text, "Login")),
    document(ownRegistryUri, json, JSON.stringify(ownRegistryDocument()), "Login"),
    attributeRegistry(),
    openApi(),
    openApiAsJson(),
  ];
}

/** Read anew each time: the values are those that this host can give. */
function attributeRegistry(): Endpoint {
  const uri = attributeRegistryUri;
  const answer = ({ context }: Call) => ({
    status: 200,
    headers: { "content-type": json },
    body: JSON.stringify(attributeRegistryDocument(context)),
  });
  const operations = { GET: { name: "GET", privilege: ["Login"] as const, answer } };
  return { uri, resourceUri: uri, exists: () => true, operations };
}

/** Read when somebody asks for it, which few do. */
function openApi(): Endpoint {
  const uri = "/redfish/v1/openapi.yaml";
  const headers = { "content-type": "application/yaml; charset=utf-8" };
  const answer = async () => ({ status: 200, headers, body: await readFile(openApiFile, "utf8") });
  const operations = { GET: { name: "GET", privilege: ["Login"] as const, answer } };
  return { uri, resourceUri: uri, exists: () => true, operations };
}

/** The same for who has no reader of YAML, as a browser. Made when somebody asks for it. */
function openApiAsJson(): Endpoint {
  const uri = "/redfish/v1/openapi.json";
  const headers = { "content-type": json };
  const answer = async () => {
    const { openApi: document } = await import("../openapi.ts");
    return { status: 200, headers, body: JSON.stringify(document()) };
  };
  const operations = { GET: { name: "GET", privilege: ["Login"] as const, answer } };
  return { uri, resourceUri: uri, exists: () => true, operations };
}

function document(uri: string, type: string, body: string, privilege: "NoAuth" | "Login"): Endpoint {
  const answer = () => ({ status: 200, headers: { "content-type": type }, body });
  const operations = { GET: { name: "GET", privilege: [privilege], answer } };
  return { uri, resourceUri: uri, exists: () => true, operations };
}

/** The OData service document: what stands directly below the service root. */
function odataService(resources: readonly Resource[]) {
  const uris = resources.map(({ uri }) => uri.replace(/\/:[^/]*$/, ""));
  const value = uris
    .filter(uri => /^\/redfish\/v1\/\w+$/.test(uri))
    .map(url => ({ name: url.slice(url.lastIndexOf("/") + 1), kind: "Singleton", url }));
  return { "@odata.context": "/redfish/v1/$metadata", value };
}

/** The OData metadata document: where the schemas of all types in use are found. */
function metadata(resources: readonly Resource[]): string {
  const types = typesOf(resources);
  const root = types.find(type => type.startsWith("ServiceRoot.")) ?? "";
  const container = { Name: "Service", Extends: `${namespaceOf(root)}.ServiceContainer` };
  return csdl(
    [
      ...types.map(typeReference),
      reference(`${dmtfSchemas}/Resource_v1.xml`, ["Resource", "Resource.v1_0_0"]),
      reference(`${dmtfSchemas}/Message_v1.xml`, ["Message", "Message.v1_3_0"]),
      redfishExtensions,
      reference(oemSchemaUri, oemNamespaces),
    ],
    [schema("Service", [element("EntityContainer", container)])],
  );
}

const namespaceOf = (type: string): string => type.slice(0, type.lastIndexOf("."));

function typeReference(type: string): string {
  const [name = ""] = type.split(".");
  return reference(isOemType(type) ? schemaUri(type) : `${dmtfSchemas}/${name}_v1.xml`, [
    ...new Set([name, namespaceOf(type)]),
  ]);
}
