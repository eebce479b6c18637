import { createServer as createHttpServer, type RequestListener, type Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import type { Certificate } from "./bmc/certificate.ts";

/** The first byte of a TLS record that opens a handshake (RFC 8446 §5.1). */
const tlsHandshake = 0x16;
const firstByteBound = 10_000;
const minVersion = "TLSv1.2";
/** Milliseconds that a request may take to come: an image over a slow line takes its hours. */
const requestTimeout = 6 * 60 * 60 * 1000;

/** The HTTP server that Fastify uses, and the port on which it is reached. */
export interface WebListener {
  readonly server: Server;
  /** @returns the port @throws the system's error, EACCES or EADDRINUSE among them */
  listen(port: number): Promise<number>;
  /** Connections that come from now on get this certificate. Nothing to do where the server speaks plain HTTP. */
  renew(certificate: Certificate): void;
  close(): Promise<void>;
}

/** With a certificate: HTTPS, and on the same port a redirect for those who come by plain HTTP. */
export function webListener(handler: RequestListener, certificate: Certificate | undefined): WebListener {
  if (!certificate) return { ...listener(createHttpServer({ requestTimeout }, handler)), renew: () => {} };
  const https = createHttpsServer({ ...certificate, minVersion, requestTimeout }, handler);
  const redirect = createHttpServer((request, response) => {
    const host = request.headers.host ?? "localhost";
    response.writeHead(308, { Location: `https://${host}${request.url ?? "/"}`, Connection: "close" }).end();
  });
  return {
    ...listener(https, redirect),
    renew: renewed => https.setSecureContext({ ...renewed, minVersion }),
  };
}

function listener(server: Server, redirect?: Server): Omit<WebListener, "renew"> {
  const unsorted = new Set<Socket>();
  const front = redirect
    ? createTcpServer({ noDelay: true }, socket => sort(socket, server, redirect, unsorted))
    : server;
  return {
    server,
    listen: port =>
      new Promise((resolve, reject) => {
        front.once("error", reject);
        front.listen(port, () => {
          front.off("error", reject);
          resolve((front.address() as AddressInfo).port);
        });
      }),
    close: () =>
      new Promise(resolve => {
        front.close(() => resolve());
        for (const socket of unsorted) socket.destroy();
        server.closeAllConnections();
        redirect?.closeAllConnections();
      }),
  };
}

/** Hands a connection to the server for what its first byte says. */
function sort(socket: Socket, https: Server, redirect: Server, unsorted: Set<Socket>): void {
  unsorted.add(socket);
  socket.once("close", () => unsorted.delete(socket));
  socket.setTimeout(firstByteBound, () => socket.destroy());
  // A client that resets before its first byte has nobody to tell.
  socket.on("error", () => socket.destroy());
  socket.once("data", data => {
    unsorted.delete(socket);
    socket.pause();
    socket.setTimeout(0);
    socket.removeAllListeners("timeout");
    socket.unshift(data);
    (data[0] === tlsHandshake ? https : redirect).emit("connection", socket);
    process.nextTick(() => socket.resume());
  });
}
