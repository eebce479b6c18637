import { hostname } from "node:os";
import type { FastifyRequest } from "fastify";
import type { WebSocket } from "ws";
import type { EventName, Events } from "../events/events.ts";
import type { Connections, Viewer } from "./connections.ts";
import { consolesMessage } from "./consoles-message.ts";
import type { WebContext } from "./context.ts";
import type { Alive, Consoles, EventMessage, EventsMessage, EventsRequest, Snapshot } from "./messages.ts";

/** Bytes that may wait for a viewer. One that is further behind is better off with a new snapshot. */
const bound = 256 * 1024;

/** What only administrators may see: names and addresses of others. */
const confidential: ReadonlySet<EventName> = new Set([
  "loginFailed",
  "loginsLocked",
  "sessionCreated",
  "sessionEnded",
  "accountChanged",
  "consoleOpened",
  "consoleClosed",
]);

/** After which it is another list of who looks at the consoles and types there. */
const viewing: ReadonlySet<EventName> = new Set(["consoleOpened", "consoleClosed", "consoleControlChanged"]);

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
    const consoles = (): Consoles => consolesMessage(context.viewers, viewer.party);
    send({ ...snapshot(context, viewer), consoles: consoles() });
    const unsubscribe = context.events.onEvery((name, payload) => {
      if (viewing.has(name)) send({ type: "consoles", ...consoles() });
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

function snapshot(
  { machine, identity, defaultPassword }: WebContext,
  { principal }: Viewer,
): Omit<Snapshot, "consoles"> {
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
