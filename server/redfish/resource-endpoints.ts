import { Task } from "../bmc/tasks.ts";
import { actionInfoEndpoints, actionInfoType } from "./action-info.ts";
import type { Answer, Call, Endpoint, Operation } from "./endpoint.ts";
import { RedfishError } from "./errors.ts";
import { message } from "./message.ts";
import { isUnchanged, requireMatch } from "./preconditions.ts";
import type { Privilege } from "./privileges.ts";
import { pageOf } from "./query/page.ts";
import {
  actionUri,
  type Represent,
  type Representation,
  representer,
  withMessages,
} from "./representation.ts";
import type { Collection, Privileges, Request, Resource } from "./resource.ts";
import { accepted, result, taskMonitorEndpoint } from "./task-monitor.ts";
import { bodyCheck, isEmpty } from "./validation.ts";
import { ofAction, ofProperties } from "./vocabulary.ts";

/** All that HTTP can do with these resources. */
export function resourceEndpoints(resources: readonly Resource[]): readonly Endpoint[] {
  const endpoints = resources.flatMap(resource => {
    const represent = representer(resource);
    return [
      ...(resource.collection
        ? collectionEndpoints(resource, resource.collection, represent, resources)
        : []),
      resourceEndpoint(resource, represent, resources),
      ...actionEndpoints(resource, resources),
      ...actionInfoEndpoints(resource, existence(resource.uri, resources)),
    ];
  });
  return [...endpoints, taskMonitorEndpoint(resources)];
}

const list = (privileges: Privileges): readonly Privilege[] =>
  typeof privileges === "string" ? [privileges] : privileges;

/** A URI exists when every collection on its way has the member that it names. */
function existence(uri: string, resources: readonly Resource[]): Endpoint["exists"] {
  const onTheWay = resources.flatMap(({ collection, uri: member }) => {
    const name = member.split("/:").at(-1) ?? "";
    return collection && `${uri}/`.startsWith(`${member}/`) ? [{ collection, name }] : [];
  });
  return (context, parameters) =>
    onTheWay.every(({ collection, name }) => {
      const id = parameters[name];
      if (id === undefined) return false;
      const { has } = collection;
      return has ? has(context, id, parameters) : collection.members(context, parameters).includes(id);
    });
}

const ok = ({ text, etag }: Representation): Answer => ({
  status: 200,
  body: text,
  ...(etag !== undefined && { headers: { etag } }),
});

function resourceEndpoint(
  resource: Resource,
  represent: Represent,
  resources: readonly Resource[],
): Endpoint {
  const { uri, type, remove } = resource;
  return {
    uri,
    resourceUri: uri,
    type,
    exists: existence(uri, resources),
    operations: {
      GET: {
        name: "GET",
        privilege: list(resource.privilege),
        owner: resource.owner,
        changesPassword: resource.forPasswordChange?.includes("GET"),
        answer: get(represent, resource),
      },
      ...(resource.patch && { PATCH: patchOperation(resource, resource.patch, represent) }),
      ...(remove && {
        DELETE: {
          name: "DELETE",
          privilege: list(remove.privilege),
          owner: resource.owner,
          async answer({ context, request }) {
            await remove.handle(context, request);
            return { status: 204 };
          },
        },
      }),
    },
  };
}

const get =
  (represent: Represent, { isUnderWay }: Resource): Operation["answer"] =>
  ({ context, request, ifNoneMatch }) => {
    const representation = represent(context, request);
    const { etag } = representation;
    if (etag !== undefined && isUnchanged(ifNoneMatch, etag)) return { status: 304, headers: { etag } };
    const answer = ok(representation);
    return isUnderWay?.(context, request) ? { ...answer, status: 202 } : answer;
  };

function patchOperation(
  resource: Resource,
  patch: NonNullable<Resource["patch"]>,
  represent: Represent,
): Operation {
  const check = bodyCheck(patch.schema, ofProperties);
  return {
    name: "PATCH",
    privilege: list(patch.privilege),
    owner: resource.owner,
    changesPassword: resource.forPasswordChange?.includes("PATCH"),
    async answer({ context, request, body, ifMatch }) {
      const before = represent(context, request);
      requireMatch(ifMatch, before.etag ?? "");
      if (isEmpty(body)) throw new RedfishError(400, message("NoOperation"));
      await patch.handle(context, check(body, before.body) as never, request);
      return ok(represent(context, request));
    },
  };
}

function actionEndpoints(resource: Resource, resources: readonly Resource[]): readonly Endpoint[] {
  return Object.entries(resource.actions ?? {}).map(([name, action]) => {
    const check = bodyCheck(action.schema, ofAction(name));
    const answer = async ({ context, request, body }: Call): Promise<Answer> => {
      const end = await action.handle(context, check(body) as never, request);
      if (!end) return { status: 204 };
      if (!(end instanceof Task)) return { status: 200, body: JSON.stringify(end) };
      return end.hasEnded ? result(end) : accepted(end, resources, context, request);
    };
    return {
      uri: actionUri(resource.uri, name),
      resourceUri: resource.uri,
      exists: existence(resource.uri, resources),
      operations: {
        POST: {
          name,
          privilege: list(action.privilege),
          owner: resource.owner,
          changesPassword: resource.forPasswordChange?.includes(name),
          answer,
        },
      },
    };
  });
}

/** The collection and, where members can be created, its Members property, which takes the same POST. */
function collectionEndpoints(
  resource: Resource,
  collection: Collection,
  represent: Represent,
  resources: readonly Resource[],
): readonly Endpoint[] {
  const uri = resource.uri.slice(0, resource.uri.lastIndexOf("/"));
  const type = collectionType(resource);
  const base = { resourceUri: uri, exists: existence(uri, resources) };
  const POST = collection.create && createOperation(resource, collection.create, represent);
  const GET: Operation = {
    name: "GET",
    privilege: list(collection.privilege ?? "Login"),
    answer: ({ context, request, window = {} }) => {
      const members = collection.members(context, request.parameters);
      const { shown, rest } =
        window === "all" ? { shown: members, rest: {} } : pageOf(members, window, request.uri);
      const texts = shown.map(id => {
        const asked = memberRequest(resource, request, id);
        return collection.expanded
          ? represent(context, asked).text
          : JSON.stringify({ "@odata.id": asked.uri });
      });
      const body = JSON.stringify({
        "@odata.id": request.uri,
        "@odata.type": `#${type}`,
        Name: collection.name,
        ...collection.annotations,
        "Members@odata.count": members.length,
        ...rest,
      });
      return { status: 200, body: `${body.slice(0, -1)},"Members":[${texts.join(",")}]}` };
    },
  };
  const endpoint: Endpoint = { ...base, uri, type, operations: { GET, ...(POST && { POST }) } };
  return POST ? [endpoint, { ...base, uri: `${uri}/Members`, operations: { POST } }] : [endpoint];
}

/** "ComputerSystemCollection.ComputerSystemCollection" */
export function collectionType({ type }: Resource): string {
  const name = `${type.split(".").at(-1)}Collection`;
  return `${name}.${name}`;
}

/** The types of all that a GET of these resources gives, or of what belongs to them. */
export const typesOf = (resources: readonly Resource[]): readonly string[] => [
  ...resources.flatMap(each => [...(each.collection ? [collectionType(each)] : []), each.type]),
  actionInfoType,
];

/** What a GET of this member would be. */
function memberRequest({ uri }: Resource, collection: Request, id: string): Request {
  const parameter = uri.split("/:").at(-1) ?? "";
  const parameters = { ...collection.parameters, [parameter]: id };
  return { ...collection, uri: `${collection.uri}/${id}`, id, parameters };
}

function createOperation(
  resource: Resource,
  create: NonNullable<Collection["create"]>,
  represent: Represent,
): Operation {
  const check = bodyCheck(create.schema, ofProperties);
  return {
    name: "POST",
    privilege: list(create.privilege),
    async answer({ context, request, body }) {
      const { id, headers, messages } = await create.handle(context, check(body) as never, request);
      const member = memberRequest(resource, request, id);
      const created = ok(withMessages(represent(context, member), messages));
      return { ...created, status: 201, headers: { ...created.headers, ...headers, location: member.uri } };
    },
  };
}
