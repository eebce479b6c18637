import { hostname } from "node:os";
import type { FastifyRequest } from "fastify";
import type { WebSocket } from "ws";
import type { EventName, Events } from "../events/events.ts";
import type { Connections, Viewer } from "./connections.ts";
import type { WebContext } from "./context.ts";
import type { Alive, EventMessage, EventsMessage, EventsRequest, Snapshot } from "./messages.ts";

/** Bytes that may wait for a viewer. One that is further behind is better off with a new snapshot. */
const bound = 256 * 1024;

/** What only administrators may see: names and addresses of others. */
const confidential: ReadonlySet<EventName> = new Set([
  "loginFailed",
  "loginsLocked",
  "sessionCreated",
  "sessionEnded",
  "accountChanged",
]);

/** /ws/events: a snapshot, then every change as it happens. */
export function eventsSocket(context: WebContext, connections: Connections) {
  return (socket: WebSocket, request: FastifyRequest): void => {
    const tell = (): void => {
      if (viewer) send(alive(context, viewer));
    };
    const viewer = connections.admit(socket, request, tell);
    if (!viewer) return;
    const send = (message: EventsMessage): void => {
      if (socket.bufferedAmount > bound) socket.terminate();
      else socket.send(JSON.stringify(message));
    };
    send(snapshot(context, viewer));
    const unsubscribe = context.events.onEvery((name, payload) => {
      if (confidential.has(name) && viewer.principal.role !== "Administrator") return;
      send(eventMessage(name, payload));
    });
    socket.on("message", data => {
      if (Buffer.isBuffer(data) && isQuestion(data.toString())) tell();
    });
    socket.once("close", unsubscribe);
  };
}

function alive({ sessions }: WebContext, { principal }: Viewer): Alive {
  const secondsLeft = sessions.secondsLeft(principal.session?.id ?? "");
  if (secondsLeft === undefined) return { type: "alive" };
  return { type: "alive", session: { secondsLeft, timeout: sessions.timeout } };
}

function isQuestion(text: string): boolean {
  try {
    return (JSON.parse(text) as Partial<EventsRequest> | null)?.type === "alive";
  } catch {
    return false;
  }
}

function snapshot({ machine, identity, defaultPassword }: WebContext, { principal }: Viewer): Snapshot {
  const { lastBootAt, bootCause, identify } = machine;
  return {
    type: "snapshot",
    at: new Date(),
    hostName: hostname(),
    powerState: machine.powerState,
    bootOverride: machine.bootOverride,
    identify,
    restorePolicy: machine.restorePolicy,
    facts: machine.facts,
    ...(lastBootAt === undefined ? {} : { lastBootAt: new Date(lastBootAt) }),
    ...(bootCause === undefined ? {} : { bootCause }),
    identity,
    session: { userName: principal.userName, role: principal.role },
    defaultPassword: defaultPassword(),
  };
}

const eventMessage = (name: EventName, payload: Events[EventName]): EventMessage =>
  ({ ...payload, type: name, at: new Date() }) as EventMessage;
