import { element, xmlDocument } from "./xml.ts";

/** Where DMTF publishes its schemas. */
export const dmtfSchemas = "http://redfish.dmtf.org/schemas/v1";

/** Names the namespaces that another schema file defines. */
export const reference = (uri: string, namespaces: readonly string[]): string =>
  element(
    "edmx:Reference",
    { Uri: uri },
    namespaces.map(namespace => element("edmx:Include", { Namespace: namespace })),
  );

/** The same for one namespace that goes by a short name. */
export const aliasedReference = (uri: string, namespace: string, alias: string): string =>
  element("edmx:Reference", { Uri: uri }, [element("edmx:Include", { Namespace: namespace, Alias: alias })]);

export const redfishExtensions = aliasedReference(
  `${dmtfSchemas}/RedfishExtensions_v1.xml`,
  "RedfishExtensions.v1_0_0",
  "Redfish",
);

export const schema = (namespace: string, definitions: readonly string[]): string =>
  element("Schema", { xmlns: "http://docs.oasis-open.org/odata/ns/edm", Namespace: namespace }, definitions);

/** A document of OData's Common Schema Definition Language 4.0. */
export const csdl = (references: readonly string[], schemas: readonly string[]): string =>
  xmlDocument(
    element("edmx:Edmx", { "xmlns:edmx": "http://docs.oasis-open.org/odata/ns/edmx", Version: "4.0" }, [
      ...references,
      element("edmx:DataServices", {}, schemas),
    ]),
  );
