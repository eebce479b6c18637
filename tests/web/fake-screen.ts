import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";

/** A unix socket that stands for QEMU's VNC server: `received` is what viewers sent, `viewers` who is connected. */
export class FakeScreen {
  readonly #path: string;
  readonly viewers: Socket[] = [];
  received = Buffer.alloc(0);
  /** Whether what viewers send is read at all. */
  reads = true;
  greeting = "RFB 003.008\n";
  #server: Server | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async listen(): Promise<void> {
    this.#server = createServer(socket => {
      this.viewers.push(socket);
      socket.on("error", () => {});
      socket.write(this.greeting);
      if (!this.reads) return;
      socket.on("data", (chunk: Buffer) => {
        this.received = Buffer.concat([this.received, chunk]);
      });
    });
    this.#server.listen(this.#path);
    await once(this.#server, "listening");
  }

  /** Writes to the last viewer for as long as it takes the bytes. */
  flood(chunk: Buffer): void {
    const socket = this.viewers.at(-1);
    if (!socket) throw new Error("Nobody is connected.");
    const more = (): void => {
      while (socket.writable && socket.write(chunk));
      socket.once("drain", more);
    };
    more();
  }

  /** Bytes that the BMC has taken from the last viewer's socket, or at least from us. */
  get taken(): number {
    const socket = this.viewers.at(-1);
    return socket ? socket.bytesWritten - socket.writableLength : 0;
  }

  close(): void {
    for (const viewer of this.viewers) viewer.destroy();
    this.#server?.close();
    this.#server = undefined;
  }
}
