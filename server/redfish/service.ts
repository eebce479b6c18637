import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { authenticate, challenge } from "./admission.ts";
import { addBodyParsers } from "./body-parsers.ts";
import type { RedfishContext } from "./context.ts";
import type { Endpoint } from "./endpoint.ts";
import { errorBody, RedfishError } from "./errors.ts";
import { addEventStream } from "./events/event-stream.ts";
import { everyAnswer } from "./host-options.ts";
import { imageContentEndpoint } from "./image-content.ts";
import { message } from "./message.ts";
import { serviceDocuments } from "./metadata/service-documents.ts";
import { Reader } from "./query/reader.ts";
import { resourceEndpoints } from "./resource-endpoints.ts";
import { resources } from "./resources/index.ts";
import { answerAt, missing, routeTree } from "./routes.ts";
import { screenshotEndpoint } from "./screenshot.ts";
import { addSerialRecord } from "./serial-record/serial-record.ts";
import { leaveBodiesUnread } from "./unread-body.ts";
import { multipartPushEndpoint } from "./update/multipart-push.ts";

export type { RedfishContext } from "./context.ts";
export { hostOptions } from "./host-options.ts";

const prefix = "/redfish";

/** The Redfish service (DSP0266), at /redfish and nowhere else: what else the host serves is not touched. */
export const redfish: FastifyPluginAsync<RedfishContext> = async (fastify, context) => {
  await fastify.register(async service => mount(service, context), { prefix });
};

function mount(fastify: FastifyInstance, context: RedfishContext): void {
  addBodyParsers(fastify);
  fastify.addHook("onRequest", async (request, reply) => {
    reply.headers(everyAnswer);
    if (request.is404) authenticate(context, request);
  });
  fastify.setErrorHandler((error, request, reply) =>
    sendError(asRedfishError(error, request), context, request, reply),
  );
  fastify.setNotFoundHandler(async request => {
    throw missing(request);
  });
  const endpoints = [...serviceDocuments(resources), ...resourceEndpoints(resources), screenshotEndpoint];
  const routes = routeTree(endpoints);
  const reader = new Reader(routes, context);
  answerAt(fastify, ["", "/*"], routes, context, reader);
  addEventStream(fastify, prefix, context);
  addSerialRecord(fastify, prefix, context);
  fastify.register(async uploads => {
    leaveBodiesUnread(uploads);
    const takers = [multipartPushEndpoint(resources), imageContentEndpoint];
    answerAt(
      uploads,
      takers.flatMap(each => urlsOf(uploads, each)),
      routeTree(takers),
      context,
      reader,
    );
  });
}

/** With and without a slash at the end, unless the host's router takes one for the other by itself. */
function urlsOf({ initialConfig }: FastifyInstance, { uri }: Endpoint): readonly string[] {
  const url = uri.slice(prefix.length);
  const { routerOptions, ignoreTrailingSlash } = initialConfig;
  return (routerOptions?.ignoreTrailingSlash ?? ignoreTrailingSlash) ? [url] : [url, `${url}/`];
}

/** What Fastify itself refuses, in Redfish's terms; anything else is a fault of this service. */
function asRedfishError(error: unknown, request: FastifyRequest): RedfishError {
  if (error instanceof RedfishError) return error;
  const status = (error as { statusCode?: number }).statusCode ?? 500;
  if (status === 413) return new RedfishError(413, message("PayloadTooLarge"));
  if (status === 415) return new RedfishError(415, message("HeaderInvalid", "Content-Type"));
  if (status < 500) return new RedfishError(status, message("UnrecognizedRequestBody"));
  request.log.error({ err: error }, "A Redfish request failed:");
  return new RedfishError(500, message("InternalError"));
}

function sendError(
  error: RedfishError,
  context: RedfishContext,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  // Fastify would close the connection, and who still sends would not see why. What comes is read and forgotten.
  if (error.status === 413) reply.removeHeader("connection");
  return reply
    .code(error.status)
    .headers(error.status === 401 ? challenge(context, request) : {})
    .headers(error.headers)
    .type("application/json; charset=utf-8")
    .send(JSON.stringify(errorBody(error.messages)));
}
