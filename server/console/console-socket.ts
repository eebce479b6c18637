import { chmodSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import type { SerialLine } from "./serial-line.ts";

const mostClients = 16;
/** Bytes that wait for a client; one that lets more gather is sent away. */
const patience = 1024 * 1024;

/**
 * The serial line as a unix socket, as QEMU offers one itself: bytes both ways and nothing else, from now on. Unlike
 * QEMU's it takes several clients, and none of them can make the guest wait.
 */
export class ConsoleSocket {
  readonly #line: SerialLine;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(line: SerialLine) {
    this.#line = line;
    this.#server = createServer(socket => this.#serve(socket));
    this.#server.maxConnections = mostClients;
  }

  /** What stands in the socket's place is none that anybody listens on any more. @throws the system's error */
  static async listen(path: string, line: SerialLine): Promise<ConsoleSocket> {
    const console = new ConsoleSocket(line);
    rmSync(path, { force: true });
    await new Promise<void>((resolve, reject) => {
      console.#server.once("error", reject).listen(path, resolve);
    });
    chmodSync(path, 0o600);
    return console;
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    const detach = this.#line.attach({
      onData({ data }) {
        socket.write(data);
        if (socket.writableLength > patience) socket.destroy();
      },
    });
    socket.on("data", (data: Buffer) => this.#line.write(data));
    socket.on("error", () => {
      // Always followed by close.
    });
    socket.once("close", () => {
      detach();
      this.#sockets.delete(socket);
    });
  }
}
