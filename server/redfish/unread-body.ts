import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";

/** A body as it was sent, not read yet. */
export class UnreadBody {
  readonly headers: IncomingHttpHeaders;
  readonly stream: Readable;

  constructor(headers: IncomingHttpHeaders, stream: Readable) {
    this.headers = headers;
    this.stream = stream;
  }
}

/** Bodies are left unread, for who has looked at the privilege first. */
export function leaveBodiesUnread(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser("*", ({ headers }, stream, done) => {
    done(null, new UnreadBody(headers, stream));
  });
}
