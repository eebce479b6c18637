import { writeFileSync } from "node:fs";
import type { TObject } from "typebox";
import { openApiFile } from "./metadata/openapi-file.ts";
import { attachments } from "./openapi-attachments.ts";
import { asJson, errorSchema, type Json, nameOf, schemasOf } from "./openapi-schemas.ts";
import { actionUri } from "./representation.ts";
import type { Action, Collection, Privileges, Resource } from "./resource.ts";
import { resources } from "./resources/index.ts";
import { yaml } from "./yaml.ts";

/** The OpenAPI 3.1 document of the whole service, from the same declarations that make its routes. */
export function openApi(): Json {
  const paths = Object.assign({}, ...resources.map(pathsOf), attachmentPaths()) as Json;
  const sorted = Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    openapi: "3.1.1",
    info: {
      title: "qemu-bmc Redfish service",
      version: "1.0.0",
      description: "The Redfish (DSP0266) service of a BMC for one QEMU virtual machine.",
      license: { name: "MIT", identifier: "MIT" },
    },
    security: [{ basic: [] }, { session: [] }],
    paths: sorted,
    components: {
      securitySchemes: {
        basic: { type: "http", scheme: "basic" },
        session: { type: "apiKey", in: "header", name: "X-Auth-Token" },
      },
      schemas: Object.assign({}, ...resources.map(each => schemasOf(each, schemaName(each))), {
        Error: errorSchema,
      }) as Json,
    },
  };
}

/** The same as a file. */
export const openApiDocument = (): string => yaml(openApi());

const schemaReference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const content = (schema: Json): Json => ({ content: { "application/json": { schema } } });
const success = (status: number, description: string, schema?: Json): Json => ({
  [status]: { description, ...(schema && content(schema)) },
});

function pathsOf(resource: Resource): Json {
  const { uri, patch, remove, actions = {}, collection } = resource;
  const type = nameOf(resource);
  const name = operationName(resource);
  const body = schemaReference(schemaName(resource));
  const base = { tags: [type] };
  const item: Json = {
    ...parametersOf(uri),
    get: { ...operation(`get${name}`, resource.privilege, success(200, type, body)), ...base },
    ...(patch && {
      patch: {
        ...operation(`update${name}`, patch.privilege, success(200, `The changed ${type}`, body)),
        ...base,
        ...requestBody(patch),
      },
    }),
    ...(remove && {
      delete: { ...operation(`delete${name}`, remove.privilege, success(204, "Deleted")), ...base },
    }),
  };
  const actionItems = Object.entries(actions).map(([action, declaration]) => [
    actionUri(uri, action),
    { ...parametersOf(uri), post: { ...actionOperation(action, name, declaration), ...base } },
  ]);
  const items = [[uri, item], ...actionItems, ...(collection ? collectionItems(resource, collection) : [])];
  return Object.fromEntries(items.map(([path, each]) => [template(path as string), each as Json]));
}

const attachmentPaths = (): Json =>
  Object.fromEntries(
    attachments.map(({ uri, type, operations }) => {
      const described = Object.entries(operations).map(([method, { id, privilege, answers, ...more }]) => [
        method,
        { ...operation(id, privilege, answers), tags: [type], ...more },
      ]);
      return [template(uri), { ...parametersOf(uri), ...Object.fromEntries(described) }];
    }),
  );

/** "/Systems/:ComputerSystemId" → "/Systems/{ComputerSystemId}" */
const template = (uri: string): string => uri.replace(/:(\w+)/g, "{$1}");

function parametersOf(uri: string): Json {
  const names = [...uri.matchAll(/:(\w+)/g)].map(([, name]) => name ?? "");
  if (names.length === 0) return {};
  return {
    parameters: names.map(name => ({ name, in: "path", required: true, schema: { type: "string" } })),
  };
}

function operation(operationId: string, privileges: Privileges, answers: Json): Json {
  const list = [privileges].flat();
  return {
    operationId,
    description: `Privilege: ${list.join(" or ")}`,
    ...(list.includes("NoAuth") && { security: [] }),
    responses: { ...answers, default: { description: "Error", ...content(schemaReference("Error")) } },
  };
}

const requestBody = ({ schema }: { readonly schema: TObject }): Json => ({
  requestBody: { required: true, ...content(asJson(schema)) },
});

/** A type that stands at two places goes by the name of its owner at the second: "ManagerVirtualMedia". */
function operationName(resource: Resource): string {
  const name = nameOf(resource);
  const [, owner = resource.uri.split("/").at(-2)] = /:(\w+?)Id\//.exec(resource.uri) ?? [];
  const isFirst = resources.find(({ type }) => type === resource.type) === resource;
  return isFirst ? name : `${owner}${name}`;
}

/** One that is of a type, but has other properties of it than the first of that type, has a schema of its own. */
function schemaName(resource: Resource): string {
  const first = resources.find(({ type }) => type === resource.type);
  return first?.properties === resource.properties ? nameOf(resource) : operationName(resource);
}

/** "ComputerSystem.Reset" → resetComputerSystem */
function actionOperation(action: string, name: string, declaration: Action): Json {
  const [, verb = ""] = action.split(".");
  const id = `${verb.charAt(0).toLowerCase()}${verb.slice(1)}${name}`;
  return {
    ...operation(id, declaration.privilege, {
      ...success(204, "Done or begun"),
      ...success(202, "A task goes on with it; Location is its monitor", schemaReference("Task")),
    }),
    ...requestBody(declaration),
  };
}

function collectionItems(
  resource: Resource,
  { create, privilege = "Login" }: Collection,
): readonly (readonly [string, Json])[] {
  const type = nameOf(resource);
  const name = operationName(resource);
  const uri = resource.uri.slice(0, resource.uri.lastIndexOf("/"));
  const tags = [type];
  const body = schemaReference("Collection");
  const get = { ...operation(`get${name}Collection`, privilege, success(200, "The members", body)), tags };
  if (!create) return [[uri, { ...parametersOf(uri), get }]];
  const created = success(201, "Created", schemaReference(schemaName(resource)));
  const post = { ...operation(`create${name}`, create.privilege, created), tags, ...requestBody(create) };
  return [[uri, { ...parametersOf(uri), get, post }]];
}

if (import.meta.main) writeFileSync(openApiFile, openApiDocument());
