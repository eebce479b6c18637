import { rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { NbdConversation, type ReadRequest } from "./conversation.ts";
import { NbdErrno, type NbdExport } from "./protocol.ts";

/** Reads that are under way at the same time on one connection; the others wait, and no more are taken. */
const most = 16;

export interface NbdServerOptions {
  readonly socketPath: string;
  readonly served: NbdExport;
  /** What it rejects with is an I/O error to the client. */
  readonly read: (offset: number, length: number) => Promise<Buffer>;
}

/** Serves one read-only export on a unix socket. */
export class NbdServer {
  readonly #options: NbdServerOptions;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(options: NbdServerOptions) {
    this.#options = options;
    this.#server = createServer(socket => this.#talk(socket));
  }

  /** What stands in the socket's place is none that anybody listens on any more. @throws the system's error */
  static async listen(options: NbdServerOptions): Promise<NbdServer> {
    const server = new NbdServer(options);
    rmSync(options.socketPath, { force: true });
    await new Promise<void>((resolve, reject) => {
      server.#server.once("error", reject).listen(options.socketPath, resolve);
    });
    return server;
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #talk(socket: Socket): void {
    this.#sockets.add(socket);
    const waiting: ReadRequest[] = [];
    let underWay = 0;
    const answer = async ({ cookie, offset, length }: ReadRequest): Promise<void> => {
      underWay += 1;
      const data = await this.#options.read(offset, length).catch(() => undefined);
      underWay -= 1;
      if (socket.destroyed) return;
      socket.cork();
      if (data) conversation.answer(cookie, data);
      else conversation.refuse(cookie, NbdErrno.Io);
      socket.uncork();
      goOn();
    };
    const goOn = (): void => {
      while (waiting.length > 0 && underWay < most && !socket.writableNeedDrain) {
        const request = waiting.shift();
        if (request) void answer(request);
      }
      if (underWay < most && !socket.writableNeedDrain) socket.resume();
      else socket.pause();
    };
    const conversation = new NbdConversation(this.#options.served, {
      send: bytes => socket.write(bytes),
      read: request => waiting.push(request),
      end: () => socket.end(),
    });
    socket.on("data", (chunk: Buffer) => {
      conversation.push(chunk);
      goOn();
    });
    socket.on("drain", goOn);
    // A client that breaks off has no more to be told.
    socket.on("error", () => {});
    socket.on("close", () => this.#sockets.delete(socket));
  }
}
