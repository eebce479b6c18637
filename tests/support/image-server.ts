import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";

type Answer = Buffer | ((request: IncomingMessage, response: ServerResponse) => void);

/** A web server with images, by path. What it has is served with an ETag; `requests` lists what was asked for. */
export async function imageServer(
  files: Readonly<Record<string, Answer>>,
  tls?: { readonly key: string; readonly cert: string },
) {
  const content = new Map(Object.entries(files));
  const requests: string[] = [];
  const listener: RequestListener = (request, response) => {
    const { url = "", headers } = request;
    const answer = content.get(url);
    if (typeof answer === "function") {
      answer(request, response);
    } else if (!answer) {
      response.writeHead(404).end("There is none.");
    } else if (headers["if-none-match"] === etagOf(answer)) {
      response.writeHead(304).end();
    } else {
      response.writeHead(200, { etag: etagOf(answer), "content-length": answer.length }).end(answer);
    }
    requests.push(`${url} ${response.statusCode}`);
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    content,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

const etagOf = (file: Buffer): string => `"${file.length}-${file.reduce((sum, byte) => sum + byte, 0)}"`;
