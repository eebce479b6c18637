import type { FastifyRequest } from "fastify";
import type { WebSocket } from "ws";
import type { SerialLine } from "../console/serial-line.ts";
import type { Connections, Viewer } from "./connections.ts";
import type { WebContext } from "./context.ts";
import type { SerialRequest } from "./messages.ts";
import { SerialFeed, type SerialWishes } from "./serial-feed.ts";

export interface SerialQuery {
  readonly since?: string;
  readonly window?: string;
  readonly times?: string;
}

/** Less would be silence at the first byte. */
const smallestWindow = 4096;

const wishesOf = ({ since, window, times }: SerialQuery): SerialWishes => ({
  since: since === undefined ? undefined : Number(since),
  window: window === undefined ? undefined : Math.max(smallestWindow, Number(window)),
  times: times === "true",
});

/** /ws/serial: the line's output as binary messages, what is typed as binary messages, all else as JSON. */
export function serialSocket({ serial }: WebContext, connections: Connections) {
  return (socket: WebSocket, request: FastifyRequest<{ Querystring: SerialQuery }>): void => {
    const viewer = connections.admit(socket, request);
    if (!viewer) return;
    const feed = new SerialFeed(serial, socket, wishesOf(request.query));
    feed.tell({
      type: "hello",
      ...feed.begun,
      end: serial.end,
      connected: serial.connected,
      writable: viewer.mayControl,
    });
    feed.pump();
    const detach = serial.attach({
      onData: () => feed.onData(),
      onLine(connected) {
        feed.pump();
        feed.tell({ type: "line", connected });
      },
    });
    socket.on("message", (data, isBinary) => {
      if (!Buffer.isBuffer(data)) return;
      const seen = isBinary ? undefined : seenOffset(data.toString());
      if (seen !== undefined) return feed.onSeen(seen);
      viewer.active();
      const refuse = (message: string): void => feed.tell({ type: "refused", message });
      if (isBinary) type(serial, viewer, data, refuse);
      else void command(serial, viewer, data.toString(), refuse);
    });
    socket.once("close", () => {
      detach();
      feed.stop();
    });
  };
}

const readOnly = "Your role may look at the serial line, but not type.";

function type(serial: SerialLine, { mayControl }: Viewer, data: Buffer, refuse: (message: string) => void) {
  if (!mayControl) return refuse(readOnly);
  if (serial.write(data)) return;
  refuse(serial.connected ? "The machine does not read what is typed." : "The machine is off.");
}

async function command(
  serial: SerialLine,
  { mayControl }: Viewer,
  text: string,
  refuse: (message: string) => void,
): Promise<void> {
  if (!isBreak(text)) return refuse('The only command is {"type":"break"}.');
  if (!mayControl) return refuse(readOnly);
  try {
    await serial.sendBreak();
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
}

const isBreak = (text: string): boolean => parsed(text)?.type === "break";

function seenOffset(text: string): number | undefined {
  const request = parsed(text);
  return request?.type === "seen" && Number.isSafeInteger(request.offset) ? request.offset : undefined;
}

function parsed(text: string): Partial<SerialRequest> | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
