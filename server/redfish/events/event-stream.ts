import { PassThrough } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { authenticate, requireODataVersion } from "../admission.ts";
import type { RedfishContext } from "../context.ts";
import { RedfishError } from "../errors.ts";
import { message } from "../message.ts";
import { mayDo } from "../privileges.ts";
import { streamWishes, type Wishes } from "./event-filter.ts";
import { eventStreamUri } from "./event-stream-uri.ts";
import type { EventSink } from "./subscription.ts";

/** Bytes that may wait for a client; one that is further behind has to begin anew. */
const bound = 256 * 1024;
const everything: Wishes = { wants: () => true, wantsReport: () => true };
const accepts = /(?:text|\*)\/(?:event-stream|\*)/i;

/**
 * The stream of events (DSP0266, "Server-sent events"). It outlives the session that opened it, as the
 * standard wants, but not the account.
 */
export function addEventStream(fastify: FastifyInstance, prefix: string, context: RedfishContext): void {
  const url = eventStreamUri.slice(prefix.length);
  fastify.all(url, async (request, reply) => {
    const principal = authenticate(context, request);
    requireODataVersion(request);
    if (request.method !== "GET") {
      throw new RedfishError(405, message("OperationNotAllowed"), { allow: "GET" });
    }
    if (!mayDo(["Login"], principal, undefined))
      throw new RedfishError(403, message("InsufficientPrivilege"));
    if (!accepts.test(request.headers.accept ?? "*/*")) {
      throw new RedfishError(406, message("HeaderInvalid", "Accept"));
    }
    const stream = open(context, request, reply, principal.userName);
    return reply.type("text/event-stream").send(stream);
  });
  fastify.addHook("preClose", async () => context.eventService.stop());
}

function open(
  { eventService, accounts, events }: RedfishContext,
  request: FastifyRequest,
  reply: FastifyReply,
  owner: string,
): PassThrough {
  const stream = new PassThrough();
  const { remoteAddress = "", remotePort = 0 } = request.socket;
  const address = remoteAddress.includes(":") ? `[${remoteAddress}]` : remoteAddress;
  const { id } = eventService.openStream({
    destination: `redfish-sse://${address}:${remotePort}`,
    owner,
    wishes: wishesOf(request.url),
    sink: sinkOf(stream),
  });
  const unsubscribe = events.on("accountChanged", () => {
    if (!accounts.find(owner)?.enabled) eventService.remove(id);
  });
  reply.raw.once("close", () => {
    unsubscribe();
    eventService.remove(id);
  });
  // Lets the client know at once that it is listening.
  stream.write(": open\n\n");
  return stream;
}

function sinkOf(stream: PassThrough): EventSink {
  const write = (text: string): void => {
    if (stream.readableLength + stream.writableLength > bound) stream.destroy();
    else if (stream.writable) stream.write(text);
  };
  return {
    send: (id, text) => write(`id: ${id}\ndata: ${text}\n\n`),
    beat: () => write(":\n\n"),
    end: () => stream.end(),
  };
}

/** @throws RedfishError 400, or 501 for a parameter that a stream does not have */
function wishesOf(url: string): Wishes {
  const start = url.indexOf("?");
  const parameters = new URLSearchParams(start === -1 ? "" : url.slice(start));
  for (const name of parameters.keys()) {
    if (name.startsWith("$") && name !== "$filter") {
      throw new RedfishError(501, message("QueryParameterUnsupported", name));
    }
  }
  const text = parameters.get("$filter");
  return text === null ? everything : streamWishes(text);
}
