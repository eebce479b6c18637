import type { FastifyReply, FastifyRequest } from "fastify";
import { errorBody, resourceMissing } from "./errors.ts";

/** A stored answer would be offered again with its ETag, and a browser would show the old one on a 304. */
export const everyAnswer = {
  "odata-version": "4.0",
  "cache-control": "no-store",
  // For those who open an address in a browser: what is answered is data, and no page of this origin.
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
} as const;

/** Node takes no longer request line, so an Id of any length is looked up and missing. */
const longestRequest = 16_384;

/** What the Redfish service needs of the Fastify instance that it is registered with. */
export const hostOptions = {
  routerOptions: { maxParamLength: longestRequest },
  /** A URI that cannot be decoded names nothing; the router gives it to nobody else. */
  frameworkErrors(_: Error, { url }: FastifyRequest, reply: FastifyReply): void {
    const { status, messages } = resourceMissing(url.replace(/\?.*$/, ""));
    void reply
      .code(status)
      .headers(everyAnswer)
      .type("application/json; charset=utf-8")
      .send(JSON.stringify(errorBody(messages)));
  },
};
