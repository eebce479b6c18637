import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import { Compile } from "typebox/compile";
import type { WebSocket } from "ws";
import type { Origin } from "../events/events.ts";
import { mediaSlots } from "../machine/media.ts";
import type { LocalMount } from "../media/local-files.ts";
import type { Connections } from "./connections.ts";
import type { WebContext } from "./context.ts";
import { closeCodes, type MediaMessage } from "./messages.ts";
import { RemoteFile } from "./remote-file.ts";

/** What the page offers, or why it could not read; see `MediaRequest`. */
const offer = Type.Object({
  type: Type.Literal("offer"),
  slot: Type.Enum([...mediaSlots]),
  name: Type.String({ minLength: 1, maxLength: 255 }),
  size: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
});
const failed = Type.Object({
  type: Type.Literal("failed"),
  id: Type.Integer({ minimum: 0 }),
  message: Type.String({ maxLength: 1024 }),
});
const requests = Compile(Type.Union([offer, failed]));

type Request = Static<typeof offer> | Static<typeof failed>;

function requestOf(text: string): Request | undefined {
  try {
    const request: unknown = JSON.parse(text);
    return requests.Check(request) ? request : undefined;
  } catch {
    return undefined;
  }
}

/**
 * /ws/media: a file of the person's own computer in a slot of the machine, for as long as the socket is open. The page
 * offers the file, the server asks for its blocks.
 */
export function mediaSocket({ localFiles }: WebContext, connections: Connections) {
  return (socket: WebSocket, request: FastifyRequest): void => {
    const viewer = connections.admit(socket, request);
    if (!viewer) return;
    const { role, userName } = viewer.principal;
    const end = (reason: string): void => socket.close(closeCodes.mediaEnded, reason);
    if (role !== "Administrator") {
      end("Your role may not insert media.");
      return;
    }
    let mount: Promise<LocalMount> | undefined;
    const leave = (): void => {
      file.close();
      // Why there is no mount is told where it was asked for.
      mount?.then(({ end }) => end()).catch(() => {});
    };
    const file = new RemoteFile(socket, () => {
      end("The page did not answer in time.");
      // A page that answers nothing does not say goodbye either.
      leave();
    });

    const insert = async ({ slot, name, size }: Static<typeof offer>): Promise<void> => {
      const origin: Origin = { via: "web", user: userName };
      const fetch = (offset: number, length: number): Promise<Buffer> => {
        viewer.active();
        return file.read(offset, length);
      };
      mount = localFiles.mount(slot, { name, size, fetch }, origin);
      const { left } = await mount;
      socket.send(JSON.stringify({ type: "inserted" } satisfies MediaMessage));
      await left;
      end("The file was ejected.");
    };

    socket.on("message", (data, isBinary) => {
      if (!Buffer.isBuffer(data) || socket.readyState !== socket.OPEN) return;
      if (isBinary) {
        if (!file.answer(data)) socket.close(1002, "That is not what was asked for.");
        return;
      }
      const message = requestOf(data.toString());
      if (message?.type === "failed") file.fail(message.id, message.message);
      else if (message && !mount) insert(message).catch(error => end(reasonOf(error)));
      else socket.close(1002, "That is not understood here.");
    });
    socket.once("close", leave);
  };
}

/** The reason of a close frame has at most 123 bytes (RFC 6455 §5.5). */
const longestReason = 120;

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return Buffer.from(text)
    .subarray(0, longestReason)
    .toString()
    .replace(/\ufffd+$/, "");
}
