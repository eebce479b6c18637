import type { Socket } from "node:net";
import type { FastifyRequest } from "fastify";
import type { WebSocket } from "ws";
import type { Connections, Viewer } from "./connections.ts";
import type { ConsoleQuery } from "./console-query.ts";
import type { WebContext } from "./context.ts";
import { closeCodes } from "./messages.ts";
import { ScreenFrames } from "./screen-frames.ts";
import { RfbError, ViewOnlyFilter } from "./view-only-filter.ts";

/** RFC 6143 §7.5.3: asks for the next picture, which the viewer's software does by itself. */
const framebufferUpdateRequest = 3;

/** /ws/display: RFB (RFC 6143) in binary messages, between the viewer and the machine's screen. */
export function displaySocket({ display, machine, viewers }: WebContext, connections: Connections) {
  return async (socket: WebSocket, request: FastifyRequest<{ Querystring: ConsoleQuery }>): Promise<void> => {
    const viewer = connections.admit(socket, request);
    if (!viewer) return;
    const explain = (): void => {
      const on = machine.powerState === "on" || machine.powerState === "paused";
      socket.resume();
      if (on) socket.close(closeCodes.screenLost, "The machine's screen does not answer.");
      else socket.close(closeCodes.noScreen, "The machine is off: there is no screen.");
    };
    socket.pause();
    const frames = new ScreenFrames(socket, request.raw.socket);
    const screen = await display.open(frames.reader).catch(explain);
    if (!screen) return;
    if (socket.readyState !== socket.OPEN) {
      screen.destroy();
      return;
    }
    const seat = viewers.enter({
      ...{ party: viewer.party, console: "screen", looksOnly: request.query.viewonly !== undefined },
      // A new connection lets go of the keys that are held, and is filtered from its first byte.
      onRight: () => dismiss(socket, closeCodes.rightsChanged, "The control of the consoles changed hands."),
      onDismissed: () => dismiss(socket, closeCodes.dismissed, "Somebody has ended this connection."),
    });
    frames.screen = screen;
    fromViewer(screen, socket, viewer, seat.mayType);
    socket.once("close", () => seat.leave());
    screen.on("error", error => request.log.info({ err: error }, "The screen's socket failed."));
    screen.once("close", explain);
    socket.once("close", () => screen.destroy());
    socket.resume();
  };
}

function dismiss(socket: WebSocket, code: number, reason: string): void {
  socket.resume();
  socket.close(code, reason);
}

function fromViewer(screen: Socket, socket: WebSocket, viewer: Viewer, mayType: boolean): void {
  const filter = mayType ? undefined : new ViewOnlyFilter();
  socket.on("message", data => {
    // Who is being sent away could go on until the closing handshake is over.
    if (!Buffer.isBuffer(data) || socket.readyState !== socket.OPEN) return;
    if (data[0] !== framebufferUpdateRequest) viewer.active();
    try {
      for (const part of filter?.push(data) ?? [data]) {
        if (!screen.write(part)) socket.pause();
      }
    } catch (error) {
      if (!(error instanceof RfbError)) throw error;
      socket.close(1002, error.message);
    }
  });
  screen.on("drain", () => socket.resume());
}
