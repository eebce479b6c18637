import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Span } from "../../console/serial-line.ts";
import type { SerialRecord } from "../../console/serial-record.ts";
import { authenticate, requireODataVersion, requirePasswordChanged } from "../admission.ts";
import type { RedfishContext } from "../context.ts";
import { RedfishError } from "../errors.ts";
import { message } from "../message.ts";
import { mayDo } from "../privileges.ts";
import { parseRecordQuery, type RecordFormat, type RecordQuery } from "./record-query.ts";
import { serialRecordUri } from "./serial-record-uri.ts";

interface Form {
  readonly type: string;
  readonly extension: string;
  readonly content: (
    record: SerialRecord,
    span: Span,
    query: RecordQuery,
    title: string,
  ) => AsyncIterable<string | Buffer>;
}

const forms: Readonly<Record<RecordFormat, Form>> = {
  text: {
    type: "text/plain; charset=utf-8",
    extension: "txt",
    content: (record, span, { times }) => record.text(span, times),
  },
  raw: {
    type: "application/octet-stream",
    extension: "log",
    content: (record, span) => record.raw(span),
  },
  asciicast: {
    type: "application/x-asciicast",
    extension: "cast",
    content: (record, span, { columns, rows }, title) => record.asciicast(span, { columns, rows, title }),
  },
};

/** What the serial line has put out, as a file to take away: an attachment of its log, not a resource. */
export function addSerialRecord(fastify: FastifyInstance, prefix: string, context: RedfishContext): void {
  fastify.all(serialRecordUri.slice(prefix.length), async (request, reply) => {
    admit(request, context);
    const { serialRecord, clock, identity } = context;
    const query = parseRecordQuery(request.url, clock.now());
    const { type, extension, content } = forms[query.format];
    const span = serialRecord.span(query);
    const stamp = new Date(clock.now()).toISOString().slice(0, 19).replaceAll(":", "-");
    reply.headers({
      allow: "GET, HEAD",
      "cache-control": "no-store",
      "content-disposition": `attachment; filename="serial-${stamp}.${extension}"`,
    });
    reply.type(type);
    if (request.method === "HEAD") return reply.send();
    const title = `Serial console of ${identity.model} ${identity.serialNumber}`;
    return reply.send(Readable.from(content(serialRecord, span, query, title), { objectMode: false }));
  });
}

/** @throws RedfishError 401 | 403 | 405 | 412 */
function admit(request: FastifyRequest, context: RedfishContext): void {
  const principal = authenticate(context, request);
  requireODataVersion(request);
  if (request.method !== "GET" && request.method !== "HEAD") {
    throw new RedfishError(405, message("OperationNotAllowed"), { allow: "GET, HEAD" });
  }
  requirePasswordChanged(context, principal, {}, undefined);
  if (!mayDo(["Login"], principal, undefined)) throw new RedfishError(403, message("InsufficientPrivilege"));
}
