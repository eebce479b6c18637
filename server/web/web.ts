import websocket from "@fastify/websocket";
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from "fastify";
import { Connections } from "./connections.ts";
import { type ConsoleQuery, consoleQuery } from "./console-query.ts";
import type { WebContext } from "./context.ts";
import { displaySocket } from "./display-socket.ts";
import { eventsSocket } from "./events-socket.ts";
import { login } from "./login.ts";
import { mediaSocket } from "./media-socket.ts";
import { page, securityHeaders } from "./page.ts";
import { rackSocket } from "./rack-socket.ts";
import { isSameOrigin } from "./request-origin.ts";
import { serialSocket } from "./serial-socket.ts";

export type { WebContext } from "./context.ts";

/** A paste into the console is one message. */
const maxPayload = 1024 * 1024;

async function refuseOtherSites(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (isSameOrigin(request.headers)) return;
  await reply.code(403).send({ message: "This WebSocket is for this BMC's own page." });
}

/** The server half of the page: its files, its login, its WebSockets. All else it does over Redfish. */
export const web: FastifyPluginAsync<WebContext> = async (app, context) => {
  const connections = new Connections(context);

  app.addHook("onRequest", async (_request, reply) => {
    reply.headers(securityHeaders);
  });

  app.setNotFoundHandler(async (_request, reply) => {
    return reply.code(404).send({ message: "There is nothing at this address." });
  });

  await app.register(websocket, {
    options: { maxPayload, perMessageDeflate: false },
    errorHandler(error, socket, request) {
      request.log.warn({ err: error }, "A WebSocket failed.");
      socket.terminate();
    },
    preClose(done) {
      connections.close();
      done();
    },
  });
  await app.register(login, context);
  await app.register(page, context);

  const open = { websocket: true, preValidation: refuseOtherSites } as const;
  app.get("/ws/events", open, eventsSocket(context, connections));
  const openConsole = { ...open, schema: { querystring: consoleQuery } } as const;
  app.get<{ Querystring: ConsoleQuery }>("/ws/display", openConsole, displaySocket(context, connections));
  app.get<{ Querystring: ConsoleQuery }>("/ws/serial", openConsole, serialSocket(context, connections));
  app.get("/ws/media", open, mediaSocket(context, connections));
  app.get("/ws/rack", open, rackSocket(context, connections));
};
