import { connect, type Socket } from "node:net";

/** The machine's screen: an RFB server behind a unix socket, one connection for each viewer. */
export class Display {
  readonly #socketPath: string;

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  /** @throws when the machine is off: there is no screen */
  open(): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.#socketPath);
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        socket.setNoDelay?.(true);
        resolve(socket);
      });
    });
  }
}
