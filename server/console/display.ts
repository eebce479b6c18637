import { connect, type OnReadOpts, type Socket } from "node:net";

/** Bytes: what the screen has said to its viewers, and what they have said to it. */
interface Traffic {
  readonly output: number;
  readonly input: number;
}

const sum = (traffic: Traffic, { bytesRead, bytesWritten }: Socket): Traffic => ({
  output: traffic.output + bytesRead,
  input: traffic.input + bytesWritten,
});

/** The machine's screen: an RFB server behind a unix socket, one connection for each viewer. */
export class Display {
  readonly #socketPath: string;
  readonly #open = new Set<Socket>();
  #closed: Traffic = { output: 0, input: 0 };

  constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  /** Since the BMC started. */
  get traffic(): Traffic {
    return [...this.#open].reduce(sum, this.#closed);
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
        this.#count(socket);
        resolve(socket);
      });
    });
  }

  #count(socket: Socket): void {
    this.#open.add(socket);
    socket.once("close", () => {
      this.#open.delete(socket);
      this.#closed = sum(this.#closed, socket);
    });
  }
}
