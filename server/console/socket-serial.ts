import { connect, type Socket } from "node:net";
import { SharedSerialLine, type SharedSerialLineOptions } from "./shared-serial-line.ts";

export interface SocketSerialOptions extends SharedSerialLineOptions {
  readonly socketPath: string;
}

/**
 * The serial line of a QEMU that somebody else runs: a unix socket that serves one client and stalls the
 * guest when that does not read. So this one always reads; the history begins with the connection.
 */
export class SocketSerial extends SharedSerialLine {
  readonly #socketPath: string;

  constructor(options: SocketSerialOptions) {
    super(options);
    this.#socketPath = options.socketPath;
  }

  /** @throws the socket's error when nobody listens there */
  async connect(): Promise<void> {
    this.dropInput();
    const socket = await connected(this.#socketPath);
    socket.on("data", (data: Buffer) => this.deliver(data));
    socket.on("error", () => {
      // Always followed by close, which says all that matters: the line is gone.
    });
    socket.on("close", () => {
      if (this.isInput(socket)) this.disconnectInput();
    });
    this.connectInput(socket);
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
