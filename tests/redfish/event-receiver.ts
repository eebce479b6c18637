import { once } from "node:events";
import * as http from "node:http";
import * as https from "node:https";
import type { AddressInfo } from "node:net";
import { eventually } from "../support/eventually.ts";

interface Received {
  readonly headers: http.IncomingHttpHeaders;
  readonly body: { readonly Context?: string; readonly Events: readonly Record<string, unknown>[] };
}

/**
 * A receiver of events on this machine.
 * @param statusOf of the answer to the post of this number, from 0 on
 */
export async function eventReceiver(
  statusOf: (count: number) => number = () => 200,
  tls?: https.ServerOptions,
) {
  const received: Received[] = [];
  const answer: http.RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const status = statusOf(received.length);
    received.push({ headers: request.headers, body: JSON.parse(`${Buffer.concat(chunks)}`) });
    response.writeHead(status).end();
  };
  const server = tls ? https.createServer(tls, answer) : http.createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const messageIds = () => received.flatMap(({ body }) => body.Events.map(({ MessageId }) => `${MessageId}`));
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}/events`,
    received,
    messageIds,
    /** The posts, as soon as there are so many. */
    got: (count: number) =>
      eventually(
        () => received.length >= count && received,
        8,
        () => JSON.stringify(received.map(({ body }) => body)),
      ),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
