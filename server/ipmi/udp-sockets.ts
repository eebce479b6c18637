import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";
import { isIPv6 } from "node:net";
import type { IpmiLog } from "./log.ts";
import type { Peer } from "./session/peer.ts";

/** An address may go between its discovery and its use. */
const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "EADDRNOTAVAIL";

/** One socket for each local address: a single one for all would answer from whichever address routing prefers. */
export class UdpSockets {
  readonly #wantedPort: number;
  readonly #receive: (datagram: Buffer, peer: Peer) => void;
  readonly #log: IpmiLog;
  readonly #byAddress = new Map<string, Socket>();
  #port: number | undefined;
  #change: Promise<void> = Promise.resolve();

  constructor(port: number, receive: (datagram: Buffer, peer: Peer) => void, log: IpmiLog) {
    this.#wantedPort = port;
    this.#receive = receive;
    this.#log = log;
  }

  get port(): number {
    return this.#port ?? this.#wantedPort;
  }

  /** Changes follow one another: a second call waits for the first. */
  setAddresses(addresses: readonly string[]): Promise<void> {
    const change = this.#change.then(() => this.#setAddresses(new Set(addresses)));
    this.#change = change.catch(() => {});
    return change;
  }

  close(): Promise<void> {
    return this.setAddresses([]);
  }

  async #setAddresses(addresses: ReadonlySet<string>): Promise<void> {
    for (const [address, socket] of this.#byAddress) {
      if (!addresses.has(address)) await this.#closeSocket(address, socket);
    }
    for (const address of addresses) {
      if (!this.#byAddress.has(address)) await this.#open(address);
    }
  }

  async #open(address: string): Promise<void> {
    const type = isIPv6(address) ? "udp6" : "udp4";
    // Only ever asked for the numeric address of a sender; the system's resolver would cost a tick for each answer.
    const lookup = (name: string, _options: unknown, callback: LookupCallback) =>
      callback(null, name, type === "udp6" ? 6 : 4);
    const socket = createSocket({ type, ipv6Only: type === "udp6", lookup });
    const listening = once(socket, "listening");
    socket.bind({ address, port: this.port, exclusive: true });
    try {
      await listening;
    } catch (error) {
      socket.close();
      if (!isGone(error)) throw error;
      this.#log.warn({ address, err: error }, "IPMI cannot listen on an address that is not there any more.");
      return;
    }
    this.#port = socket.address().port;
    this.#byAddress.set(address, socket);
    socket.on("error", error =>
      this.#log.warn({ address, err: error }, "An IPMI datagram could not be sent."),
    );
    socket.on("message", (datagram, from) => {
      // Port 0 is nobody's: it can only be forged, and cannot be answered.
      if (from.port !== 0) this.#receive(datagram, this.#peer(address, socket, from));
    });
  }

  #peer(local: string, socket: Socket, { address, port }: RemoteInfo): Peer {
    return {
      address,
      port,
      localAddress: local,
      send: datagram => {
        // Answers may come late, when the local address and its socket have gone.
        if (this.#byAddress.get(local) === socket) socket.send(datagram, port, address);
      },
    };
  }

  async #closeSocket(address: string, socket: Socket): Promise<void> {
    this.#byAddress.delete(address);
    const closed = once(socket, "close");
    socket.close();
    await closed;
  }
}

type LookupCallback = (error: Error | null, address: string, family: number) => void;
