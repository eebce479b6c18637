import type { RequestListener, Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import type { Certificate } from "./bmc/certificate.ts";

const { createServer: createHttpServer } = process.getBuiltinModule("node:http");

/** The first byte of a TLS record that opens a handshake (RFC 8446 §5.1). */
const tlsHandshake = 0x16;
const minVersion = "TLSv1.2";
/** Milliseconds that a request may take to come: an image over a slow line takes its hours. */
const requestTimeout = 6 * 60 * 60 * 1000;

/** What bounds those who come and say nothing: they make room again for others. Milliseconds, but for the first. */
export interface ConnectionBounds {
  readonly connections: number;
  /** From the connection to its first byte. */
  readonly firstByte: number;
  readonly handshake: number;
  /** From the first byte of a request to the end of its headers. */
  readonly headers: number;
  /** How often the time-outs of all connections are looked at. */
  readonly checks: number;
}

const usualBounds: ConnectionBounds = {
  connections: 512,
  firstByte: 10_000,
  handshake: 10_000,
  headers: 20_000,
  checks: 5000,
};

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
export function webListener(
  handler: RequestListener,
  certificate: Certificate | undefined,
  bounds = usualBounds,
): WebListener {
  const checks = { headersTimeout: bounds.headers, connectionsCheckingInterval: bounds.checks };
  const options = { ...checks, requestTimeout };
  if (!certificate) {
    return { ...listener(bounds, createHttpServer(options, handler)), renew: () => {} };
  }
  const tls = { ...certificate, minVersion, handshakeTimeout: bounds.handshake } as const;
  const https = createHttpsServer({ ...options, ...tls }, handler);
  const redirect = createHttpServer(checks, (request, response) => {
    const host = request.headers.host ?? "localhost";
    response.writeHead(308, { Location: `https://${host}${request.url ?? "/"}`, Connection: "close" }).end();
  });
  return {
    ...listener(bounds, https, redirect),
    renew: renewed => https.setSecureContext({ ...renewed, minVersion }),
  };
}

function listener(bounds: ConnectionBounds, server: Server, redirect?: Server): Omit<WebListener, "renew"> {
  const sockets = new Set<Socket>();
  const sorted = (socket: Socket): void => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.setTimeout(bounds.firstByte, () => socket.destroy());
    sort(socket, server, redirect ?? server);
  };
  const front = redirect ? createTcpServer({ noDelay: true }, sorted) : server;
  front.maxConnections = bounds.connections;
  const behind = redirect ? [server, redirect] : [];
  return {
    server,
    listen: port =>
      new Promise((resolve, reject) => {
        front.once("error", reject);
        front.listen(port, () => {
          front.off("error", reject);
          // Only then does Node watch over a server's connections: over their time-outs, for example.
          for (const each of behind) each.emit("listening");
          resolve((front.address() as AddressInfo).port);
        });
      }),
    close: () =>
      new Promise(resolve => {
        front.close(() => resolve());
        for (const each of behind) each.close();
        server.closeAllConnections();
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Hands a connection to the server for what its first byte says. */
function sort(socket: Socket, https: Server, redirect: Server): void {
  // A client that resets before its first byte has nobody to tell.
  socket.on("error", () => socket.destroy());
  socket.once("data", data => {
    socket.pause();
    socket.setTimeout(0);
    socket.removeAllListeners("timeout");
    socket.unshift(data);
    (data[0] === tlsHandshake ? https : redirect).emit("connection", socket);
    process.nextTick(() => socket.resume());
  });
}
