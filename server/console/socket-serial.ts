import { connect, type Socket } from "node:net";
import type { SerialChunk, SerialLine, SerialViewer } from "./serial-line.ts";
import { SerialViewers } from "./serial-viewers.ts";

const typedLimit = 64 * 1024;

export interface SocketSerialOptions {
  readonly socketPath: string;
  readonly sendBreak: () => Promise<void>;
}

/**
 * The serial line of a QEMU that somebody else runs: a unix socket that serves one client and stalls the
 * guest when that does not read. So this one always reads; the history begins with the connection.
 */
export class SocketSerial implements SerialLine {
  readonly #options: SocketSerialOptions;
  readonly #viewers = new SerialViewers();
  #socket: Socket | undefined;

  constructor(options: SocketSerialOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#socket !== undefined;
  }

  get start(): number {
    return this.#viewers.start;
  }

  get end(): number {
    return this.#viewers.end;
  }

  history(offset: number): SerialChunk {
    return this.#viewers.history(offset);
  }

  attach(viewer: SerialViewer): () => void {
    return this.#viewers.attach(viewer);
  }

  write(data: Uint8Array): boolean {
    if (!this.#socket || this.#socket.writableLength + data.length > typedLimit) return false;
    this.#socket.write(data);
    return true;
  }

  /** What is typed after the break waits for it. @throws MachineError */
  async sendBreak(): Promise<void> {
    const input = this.#socket;
    input?.cork();
    try {
      await this.#options.sendBreak();
    } finally {
      input?.uncork();
    }
  }

  /** @throws the socket's error when nobody listens there */
  async connect(): Promise<void> {
    this.#drop();
    const socket = await connected(this.#options.socketPath);
    this.#socket = socket;
    socket.on("data", (data: Buffer) => this.#viewers.deliver(data));
    socket.on("error", () => {
      // Always followed by close, which says all that matters: the line is gone.
    });
    socket.on("close", () => this.#onClose(socket));
    this.#viewers.announce(true);
  }

  close(): void {
    this.#drop();
    this.#viewers.clear();
  }

  #onClose(socket: Socket): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    this.#viewers.announce(false);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.destroy();
  }
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}
