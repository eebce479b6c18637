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
import { type Parameters, UriTree } from "./uri-tree.ts";

const isRead = ({ method }: FastifyRequest): boolean => method === "GET" || method === "HEAD";

/** An endpoint and what its answers take that is the same each time. */
export interface Route {
  readonly endpoint: Endpoint;
  readonly headers: Readonly<Record<string, string>>;
  readonly uriOf: (parameters: Parameters) => string;
  readonly coder: ContentCoder;
}

export function routeTree(endpoints: readonly Endpoint[]): UriTree<Route> {
  const routes = new UriTree<Route>();
  for (const endpoint of endpoints) {
    const { uri, resourceUri } = endpoint;
    const [headers, uriOf] = [readHeaders(endpoint), uriWriter(resourceUri)];
    routes.add(uri, { endpoint, headers, uriOf, coder: new ContentCoder() });
  }
  return routes;
}

/** What is known of a request before its body is read. */
interface Admitted {
  readonly route: Route;
  readonly parameters: Parameters;
  readonly principal: Principal | undefined;
  readonly query: Query | undefined;
}

/**
 * Makes these routes answer at Fastify's URLs. There are few of those: one for each URI and method of Redfish would
 * take 7 MB.
 */
export function answerAt(
  fastify: FastifyInstance,
  urls: readonly string[],
  routes: UriTree<Route>,
  context: RedfishContext,
  reader: Reader,
): void {
  // Between the two stages Fastify reads the body, which nobody unknown gets to have read.
  const requests = new WeakMap<FastifyRequest, Admitted>();
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    requests.set(request, admit(request, routes, context));
  };
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const admitted = requests.get(request);
    if (!admitted) throw new Error("Fastify has handled a request before its first hook.");
    return answer(request, reply, admitted, context, reader);
  };
  for (const url of urls) fastify.all(url, { onRequest, prefixTrailingSlash: "slash" }, handler);
}

/** @throws RedfishError 400 | 401 | 404 | 412 | 501 */
function admit(request: FastifyRequest, routes: UriTree<Route>, context: RedfishContext): Admitted {
  const found = routes.find(pathOf(request));
  const operations = found?.value.endpoint.operations;
  const isForAll = isOpen(operations?.[methodOf(request)] ?? operations?.GET);
  const principal = isForAll ? undefined : authenticate(context, request);
  if (!found) throw missing(request);
  requireODataVersion(request);
  const query = parseQuery(request.url);
  if (query && !isRead(request)) throw new RedfishError(400, message("QueryNotSupportedOnOperation"));
  return { route: found.value, parameters: found.parameters, principal, query };
}

const methods: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"]);

/** Of a request for what is not there. */
export function missing({ method, url }: FastifyRequest): RedfishError {
  if (!methods.has(method)) return new RedfishError(501, message("OperationNotAllowed"));
  return resourceMissing(url.replace(/\?.*$/, ""));
}

/** As it was sent, without the host that a client may name before it (RFC 9112 §3.2.2). */
const pathOf = ({ url }: FastifyRequest): string =>
  url.replace(/^https?:\/\/[^/]*/i, "").replace(/[?#].*$/, "");

async function answer(
  httpRequest: FastifyRequest,
  reply: FastifyReply,
  { route: { endpoint, headers, uriOf, coder }, parameters, principal, query }: Admitted,
  context: RedfishContext,
  reader: Reader,
): Promise<FastifyReply> {
  const request = requestOf(httpRequest, uriOf(parameters), parameters, principal);
  const operation = operationFor(httpRequest, endpoint, request, context);
  if (query && !endpoint.type) throw new RedfishError(400, message("QueryNotSupportedOnResource"));
  // A filter has to see every member before anybody can say which ones are asked for.
  const window = query?.filter ? "all" : query;
  const answered = await run(operation, httpRequest, request, context, window);
  const { status, headers: own, bytes } = answered;
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
}

async function queried(query: Query, body: string | undefined, read: Read): Promise<string | undefined> {
  return body && JSON.stringify(await applyQuery(query, JSON.parse(body) as Json, read));
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
  { ip }: FastifyRequest,
  uri: string,
  parameters: Parameters,
  principal: Principal | undefined,
): Request {
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
