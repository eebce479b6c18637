import { connect, type OnReadOpts, type Socket } from "node:net";

/** The machine's screen: an RFB server behind a unix socket, one connection for each viewer. */
export class Display {
  readonly #socketPath: string;

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  /**
   * @param onread takes what the screen says, for those who bring their own buffers; there is no "data" then
   * @throws when the machine is off: there is no screen
   */
  open(onread?: OnReadOpts): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = connect({ path: this.#socketPath, ...(onread && { onread }) });
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        socket.setNoDelay?.(true);
        resolve(socket);
      });
    });
  }
}
