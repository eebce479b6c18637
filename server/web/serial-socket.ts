import type { FastifyRequest } from "fastify";
import type { WebSocket } from "ws";
import type { ConsoleControl } from "../bmc/consoles/console-control.ts";
import type { Seat } from "../bmc/consoles/console-viewers.ts";
import type { SerialLine } from "../console/serial-line.ts";
import type { Connections } from "./connections.ts";
import type { ConsoleQuery } from "./console-query.ts";
import type { WebContext } from "./context.ts";
import { closeCodes, type SerialRequest } from "./messages.ts";
import { SerialFeed, type SerialWishes } from "./serial-feed.ts";

/** Less would be silence at the first byte. */
const smallestWindow = 4096;

const wishesOf = ({ since, window, times }: ConsoleQuery): SerialWishes => ({
  since: since === undefined ? undefined : Number(since),
  window: window === undefined ? undefined : Math.max(smallestWindow, Number(window)),
  times: times === "true",
});

/** /ws/serial: the line's output as binary messages, what is typed as binary messages, all else as JSON. */
export function serialSocket({ serial, viewers }: WebContext, connections: Connections) {
  return (socket: WebSocket, request: FastifyRequest<{ Querystring: ConsoleQuery }>): void => {
    const viewer = connections.admit(socket, request);
    if (!viewer) return;
    const feed = new SerialFeed(serial, socket, wishesOf(request.query));
    const seat = viewers.enter({
      ...{ party: viewer.party, console: "serial", looksOnly: request.query.viewonly !== undefined },
      onRight: writable => feed.tell({ type: "writable", writable }),
      onDismissed: () => socket.close(closeCodes.dismissed, "Somebody has ended this connection."),
    });
    feed.tell({
      type: "hello",
      ...feed.begun,
      end: serial.end,
      connected: serial.connected,
      writable: seat.mayType,
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
      // Who is being sent away could go on until the closing handshake is over.
      if (!Buffer.isBuffer(data) || socket.readyState !== socket.OPEN) return;
      const seen = isBinary ? undefined : seenOffset(data.toString());
      if (seen !== undefined) return feed.onSeen(seen);
      viewer.active();
      const refuse = (message: string): void => feed.tell({ type: "refused", message });
      if (!seat.mayType) return refuse(whyNot(viewers.control, seat));
      if (isBinary) type(serial, data, refuse);
      else void command(serial, data.toString(), refuse);
    });
    socket.once("close", () => {
      detach();
      seat.leave();
      feed.stop();
    });
  };
}

function whyNot({ holder }: ConsoleControl, { viewer }: Seat): string {
  if (viewer.party.role === "ReadOnly") return "Your role may look at the serial line, but not type.";
  if (viewer.looksOnly || !holder) return "This connection is for looking only.";
  return `${holder.userName} has the control of the consoles.`;
}

function type(serial: SerialLine, data: Buffer, refuse: (message: string) => void): void {
  if (serial.write(data)) return;
  refuse(serial.connected ? "The machine does not read what is typed." : "The machine is off.");
}

async function command(serial: SerialLine, text: string, refuse: (message: string) => void): Promise<void> {
  if (!isBreak(text)) return refuse('The only command is {"type":"break"}.');
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
