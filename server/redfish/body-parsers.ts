import type { FastifyInstance, FastifyRequest } from "fastify";
import { RedfishError } from "./errors.ts";
import { message } from "./message.ts";

const bodyLimit = 1024 * 1024;

/**
 * A body is JSON. `curl -d` calls it a form and many clients call it nothing at all; and where nothing is
 * sent, nothing is wrong with an action that has no parameters to give.
 */
const acceptable = /^(?:application\/(?:json|x-www-form-urlencoded)\s*(?:;.*)?)?$/i;

export function addBodyParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser("*", { parseAs: "string", bodyLimit }, parseBody);
}

async function parseBody({ headers }: FastifyRequest, text: string): Promise<unknown> {
  if (text === "") return {};
  if (!acceptable.test(headers["content-type"] ?? "")) {
    throw new RedfishError(415, message("HeaderInvalid", "Content-Type"));
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new RedfishError(400, message("MalformedJSON"));
  }
}
