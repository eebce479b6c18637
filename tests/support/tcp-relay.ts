import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A network between a client and a port of ours, which can be lost in the ways that networks are lost. */
export class TcpRelay implements AsyncDisposable {
  readonly #target: number;
  readonly #server = createServer(socket => this.#relay(socket));
  readonly #sockets = new Set<Socket>();
  /** Whether what is sent arrives. */
  #passes = true;

  private constructor(target: number) {
    this.#target = target;
  }

  static async to(port: number): Promise<TcpRelay> {
    const relay = new TcpRelay(port);
    relay.#server.listen(0, "127.0.0.1");
    await once(relay.#server, "listening");
    return relay;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  /** Ends what is connected, and whatever connects. */
  cut(): void {
    this.#passes = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Lets nothing through any more and tells nobody, as a cable that is pulled. */
  swallow(): void {
    this.#passes = false;
    for (const socket of this.#sockets) socket.pause();
  }

  /** What was connected before stays lost. */
  mend(): void {
    this.#passes = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }

  #relay(client: Socket): void {
    if (!this.#passes) {
      client.destroy();
      return;
    }
    const server = connect(this.#target, "127.0.0.1");
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(from);
      from.on("error", () => {});
      from.on("data", data => {
        if (!to.write(data)) from.pause();
      });
      to.on("drain", () => {
        if (this.#passes) from.resume();
      });
      from.once("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}
