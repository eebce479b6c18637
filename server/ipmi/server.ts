import { composeIpmi, type Ipmi, type IpmiParts } from "./compose.ts";
import { randomPool } from "./crypto/random-pool.ts";
import { KcsServer } from "./kcs/kcs-server.ts";
import { UdpSockets } from "./udp-sockets.ts";

const sweepInterval = 1000;

export interface IpmiServerOptions
  extends Omit<IpmiParts, "advertisedPort" | "now" | "random">,
    Partial<Pick<IpmiParts, "now" | "random">> {
  /** UDP; 0 takes any that is free. */
  readonly port: number;
  /** The port that Serial over LAN names to clients, where they reach this one under another number. */
  readonly solAdvertisedPort?: number;
}

/** IPMI 2.0 over LAN, and over the machine's own system interface. */
export class IpmiServer {
  readonly #sockets: UdpSockets;
  readonly #ipmi: Ipmi;
  readonly #kcs: KcsServer;
  readonly #sweep: NodeJS.Timeout;

  constructor({ port, solAdvertisedPort, ...parts }: IpmiServerOptions) {
    this.#ipmi = composeIpmi({
      now: () => performance.now(),
      random: randomPool(),
      ...parts,
      advertisedPort: () => solAdvertisedPort ?? this.port,
    });
    const { lan, bmc } = this.#ipmi;
    this.#sockets = new UdpSockets(port, (datagram, peer) => lan.receive(datagram, peer), parts.log);
    this.#kcs = new KcsServer(this.#ipmi, parts.log);
    this.#sweep = setInterval(() => bmc.sessions.sweep(), sweepInterval).unref();
  }

  /** The real one once a socket is bound. */
  get port(): number {
    return this.#sockets.port;
  }

  /**
   * Listens on exactly these local addresses, so that each answer leaves from the address that was asked.
   * @throws the system's error (EACCES, EADDRINUSE …) of the first address that cannot be used
   */
  setAddresses(addresses: readonly string[]): Promise<void> {
    return this.#sockets.setAddresses(addresses);
  }

  /** Serves the machine's own system interface, at the socket to which QEMU connects. */
  listenInBand(socketPath: string): Promise<void> {
    return this.#kcs.listen(socketPath);
  }

  /** Ends all sessions, and tells remote consoles on the serial line so. */
  async close(): Promise<void> {
    clearInterval(this.#sweep);
    const { sessions } = this.#ipmi.bmc;
    for (const session of sessions.list()) sessions.end(session, "evicted");
    await Promise.all([this.#sockets.close(), this.#kcs.close()]);
  }
}
