import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { RemoteConsole } from "../ipmi/support/remote-console.ts";
import { password, userName } from "../support/running-bmc.ts";

/** Where a BMC on this host listens, and who comes. */
export interface Door {
  readonly port: number;
  readonly user?: string;
  readonly password?: string;
  readonly suite?: 3 | 17;
}

const administrator = 4;

/** One RMCP+ session over a real socket, one request outstanding. */
export class IpmiSession {
  readonly #socket: Socket;
  readonly #answers = new Map<string, Buffer>();
  readonly #console: RemoteConsole;
  #unanswered = Buffer.alloc(0);
  #arrived: (answer: Buffer) => void = () => {};

  private constructor(socket: Socket, { user = userName, password: secret = password, suite = 17 }: Door) {
    this.#socket = socket;
    socket.on("message", answer => this.#arrived(answer));
    // The console expects its answers at once: each step of the login shows its datagram, and is taken again.
    const receive = (datagram: Buffer, peer: { send(answer: Buffer): void }): void => {
      const answer = this.#answers.get(datagram.toString("hex"));
      if (answer) peer.send(answer);
      else this.#unanswered = Buffer.from(datagram);
    };
    this.#console = new RemoteConsole({ receive }, { user, password: secret, suite, port: 0 });
  }

  static async open(door: Door): Promise<IpmiSession> {
    const socket = createSocket("udp4");
    socket.connect(door.port, "127.0.0.1");
    await once(socket, "connect");
    const session = new IpmiSession(socket, door);
    const console = session.#console;
    for (const step of [() => console.open(), () => console.rakp1(), () => console.rakp3()]) {
      try {
        step();
      } catch {
        session.#answers.set(session.#unanswered.toString("hex"), await session.ask(session.#unanswered));
      }
      step();
    }
    session.#answers.clear();
    await session.command(0x06, 0x3b, [administrator]);
    return session;
  }

  datagram(netFn: number, cmd: number, data: readonly number[] = []): Buffer {
    return this.#console.packet(this.#console.request(netFn, cmd, data));
  }

  ask(datagram: Buffer): Promise<Buffer> {
    return new Promise(resolve => {
      this.#arrived = resolve;
      this.#socket.send(datagram);
    });
  }

  /** As `ask`, without a promise for every answer. */
  send(datagram: Buffer, arrived: () => void): void {
    this.#arrived = arrived;
    this.#socket.send(datagram);
  }

  /** @throws Error for another completion code than 00h */
  async command(netFn: number, cmd: number, data: readonly number[] = []): Promise<void> {
    const [completionCode] = this.#console.answer(await this.ask(this.datagram(netFn, cmd, data)));
    if (completionCode !== 0) throw new Error(`Completion code ${completionCode}`);
  }

  /** Ends the session at the BMC too. */
  async end(): Promise<void> {
    const id = Buffer.alloc(4);
    id.writeUInt32LE(this.#console.bmcSessionId);
    await this.command(0x06, 0x3c, [...id]);
    this.close();
  }

  close(): void {
    this.#socket.close();
  }
}
