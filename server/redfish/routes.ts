import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Principal } from "../bmc/authentication.ts";
import { plainAddress } from "../bmc/plain-address.ts";
import { MachineError } from "../machine/errors.ts";
import { authenticate, requireODataVersion, requirePasswordChanged } from "./admission.ts";
import { ContentCoder } from "./content-coding.ts";
import type { RedfishContext } from "./context.ts";
import { type Answer, allowed, type Endpoint, isOpen, type Method, type Operation } from "./endpoint.ts";
import { fromMachineError, RedfishError, resourceMissing } from "./errors.ts";
import { message } from "./message.ts";
import { dmtfSchemas } from "./metadata/csdl.ts";
import { schemaUri } from "./metadata/schema-uri.ts";
import { isOemType } from "./oem.ts";
import { mayDo } from "./privileges.ts";
import { applyQuery } from "./query/apply-query.ts";
import type { Read } from "./query/expand.ts";
import type { Window } from "./query/page.ts";
import { parseQuery, type Query } from "./query/query.ts";
import type { Reader } from "./query/reader.ts";
import type { Json } from "./representation.ts";
import type { Request } from "./resource.ts";

const isRead = ({ method }: FastifyRequest): boolean => method === "GET" || method === "HEAD";

/**
 * Makes an endpoint answer, with and without a trailing slash.
 * @param prefix what Fastify puts before the URIs of this instance
 */
export function addRoute(
  fastify: FastifyInstance,
  prefix: string,
  endpoint: Endpoint,
  context: RedfishContext,
  reader: Reader,
): void {
  const headers = readHeaders(endpoint);
  const uriOf = uriWriter(endpoint.resourceUri);
  const coder = new ContentCoder();
  // Between the two stages Fastify reads the body, which nobody unknown gets to have read.
  const principals = new WeakMap<FastifyRequest, Principal>();
  const queries = new WeakMap<FastifyRequest, Query>();

  const admit = async (request: FastifyRequest): Promise<void> => {
    const operation = endpoint.operations[methodOf(request)];
    if (!isOpen(operation ?? endpoint.operations.GET)) {
      principals.set(request, authenticate(context, request));
    }
    requireODataVersion(request);
    const query = parseQuery(request.url);
    if (query && !isRead(request)) throw new RedfishError(400, message("QueryNotSupportedOnOperation"));
    if (query) queries.set(request, query);
  };

  const answer = async (httpRequest: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const request = requestOf(httpRequest, uriOf, principals.get(httpRequest));
    const operation = operationFor(httpRequest, endpoint, request, context);
    const query = queries.get(httpRequest);
    if (query && !endpoint.type) throw new RedfishError(400, message("QueryNotSupportedOnResource"));
    const {
      status,
      headers: own,
      bytes,
      ...answered
    } = await run(
      operation,
      httpRequest,
      request,
      context,
      // A filter has to see every member before anybody can say which ones are asked for.
      query?.filter ? "all" : query,
    );
    const body = query ? await queried(query, answered.body, reader.readFor(request)) : answered.body;
    if (body !== undefined) reply.type("application/json; charset=utf-8");
    if (own) reply.headers(own);
    reply.code(status);
    if (bytes) return reply.header("allow", headers.allow).send(bytes);
    if (!isRead(httpRequest)) return reply.send(body);
    reply.headers(headers);
    const acceptEncoding = httpRequest.headers["accept-encoding"];
    const coded = body && acceptEncoding ? await coder.coded(body, String(acceptEncoding)) : undefined;
    return coded ? reply.header("content-encoding", coded.coding).send(coded.body) : reply.send(body);
  };

  const path = endpoint.uri.slice(prefix.length).replace(/\/$/, "");
  for (const url of ignoresTrailingSlash(fastify) ? [path] : [path, `${path}/`]) {
    fastify.all(url, { onRequest: admit, prefixTrailingSlash: "slash" }, answer);
  }
}

async function queried(query: Query, body: string | undefined, read: Read): Promise<string | undefined> {
  return body && JSON.stringify(await applyQuery(query, JSON.parse(body) as Json, read));
}

/** Whether the host's router takes a URI with a trailing slash for the one without by itself. */
function ignoresTrailingSlash({ initialConfig }: FastifyInstance): boolean {
  return initialConfig.routerOptions?.ignoreTrailingSlash ?? initialConfig.ignoreTrailingSlash ?? false;
}

const methodOf = ({ method }: FastifyRequest): Method => (method === "HEAD" ? "GET" : method) as Method;

/** Headers of a successful GET or HEAD. The ETag stands for the resource's state, in whatever coding that is sent. */
function readHeaders(endpoint: Endpoint): Readonly<Record<string, string>> {
  const each = { allow: allowed(endpoint), vary: "accept-encoding" };
  if (endpoint.type === undefined) return each;
  const schema = endpoint.type.slice(0, endpoint.type.lastIndexOf("."));
  const uri = isOemType(endpoint.type) ? schemaUri(endpoint.type) : `${dmtfSchemas}/${schema}.json`;
  return { ...each, link: `<${uri}>; rel=describedby` };
}

type Parameters = Readonly<Record<string, string>>;

/** Writes a URI with ":Name" for the segments that vary. */
function uriWriter(template: string): (parameters: Parameters) => string {
  const [start = "", ...pieces] = template.split(/:\w+/);
  const names = [...template.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
  return parameters =>
    pieces.reduce(
      (uri, piece, index) => uri + encodeURIComponent(parameters[names[index] ?? ""] ?? "") + piece,
      start,
    );
}

function requestOf(
  { params, ip }: FastifyRequest,
  uriOf: (parameters: Parameters) => string,
  principal: Principal | undefined,
): Request {
  const parameters = params as Parameters;
  const uri = uriOf(parameters);
  const via = principal?.session?.via === "web" ? "web" : "redfish";
  return {
    uri,
    id: decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1)),
    parameters,
    principal,
    origin: { via, ...(principal && { user: principal.userName }) },
    address: plainAddress(ip),
  };
}

/** @throws RedfishError 405 | 404 | 403 */
function operationFor(
  httpRequest: FastifyRequest,
  endpoint: Endpoint,
  request: Request,
  context: RedfishContext,
): Operation {
  const operation = endpoint.operations[methodOf(httpRequest)];
  if (!operation) throw new RedfishError(405, message("OperationNotAllowed"), { allow: allowed(endpoint) });
  if (!endpoint.exists(context, request.parameters)) throw resourceMissing(request.uri);
  const { principal } = request;
  if (principal) requirePasswordChanged(context, principal, operation, operation.owner?.(context, request));
  if (principal && !mayDo(operation.privilege, principal, operation.owner?.(context, request))) {
    throw new RedfishError(403, message("InsufficientPrivilege"));
  }
  return operation;
}

async function run(
  operation: Operation,
  { headers, body, url }: FastifyRequest,
  request: Request,
  context: RedfishContext,
  window: Window | "all" = {},
): Promise<Answer> {
  const ifMatch = headers["if-match"];
  const ifNoneMatch = headers["if-none-match"];
  try {
    return await operation.answer({
      context,
      request,
      body: body === undefined ? {} : body,
      ifMatch,
      ifNoneMatch,
      url,
      window,
    });
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    throw fromMachineError(error, { uri: request.uri, operation: operation.name });
  }
}
