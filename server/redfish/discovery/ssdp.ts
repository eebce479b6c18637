import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import {
  type Announced,
  alive,
  byebye,
  searchAnswer,
  searchIn,
  ssdpGroup,
  ssdpPort,
} from "./ssdp-messages.ts";

/** Searches that wait for their answer. More are not answered: whoever searches asks again. */
const pendingLimit = 32;
/** Answers a second. A search needs no handshake, so its sender's address may be somebody else's. */
const answersPerSecond = 20;

export interface SsdpOptions extends Announced {
  /** The URL of the service root at this address of the BMC's. */
  readonly url: (address: string) => string;
  readonly notifyInterval: number;
  readonly notifyTtl: number;
  readonly onError: (error: unknown) => void;
}

/** Lets the service be found in its network: answers searches, and announces itself (DSP0266, "Discovery"). */
export class Ssdp {
  readonly #options: SsdpOptions;
  readonly #pending = new Set<NodeJS.Timeout>();
  readonly #notifying: NodeJS.Timeout;
  readonly #refilling: NodeJS.Timeout;
  #addresses: readonly string[] = [];
  #socket: Socket | undefined;
  #answersLeft = answersPerSecond;

  constructor(options: SsdpOptions) {
    this.#options = options;
    this.#notifying = setInterval(() => this.#announce(), options.notifyInterval * 1000).unref();
    this.#refilling = setInterval(() => {
      this.#answersLeft = answersPerSecond;
    }, 1000).unref();
  }

  /** The IPv4 addresses on which to be found, from now on. */
  setAddresses(addresses: readonly string[]): void {
    if (addresses.join() === this.#addresses.join()) return;
    this.#addresses = addresses;
    this.#socket?.close();
    this.#socket = addresses.length > 0 ? this.#open(addresses) : undefined;
    this.#announce();
  }

  /** Says goodbye. */
  async close(): Promise<void> {
    clearInterval(this.#notifying);
    clearInterval(this.#refilling);
    for (const timer of this.#pending) clearTimeout(timer);
    this.#socket?.close();
    await Promise.all(this.#addresses.map(address => this.#multicast(address, byebye(this.#options))));
  }

  #open(addresses: readonly string[]): Socket {
    const { onError } = this.#options;
    const socket = createSocket({ type: "udp4", reuseAddr: true });
    socket.on("error", onError);
    socket.on("message", (datagram, from) => this.#heard(datagram.toString("latin1"), from));
    socket.bind(ssdpPort, () => {
      for (const address of addresses) {
        try {
          socket.addMembership(ssdpGroup, address);
        } catch (error) {
          onError(error);
        }
      }
    });
    return socket;
  }

  #heard(text: string, from: RemoteInfo): void {
    const search = searchIn(text, this.#options);
    if (!search || this.#pending.size >= pendingLimit || this.#answersLeft === 0) return;
    this.#answersLeft -= 1;
    const wait = Math.random() * Math.min(1, search.maximumWait) * 1000;
    const timer = setTimeout(() => {
      this.#pending.delete(timer);
      this.#answer(from);
    }, wait);
    this.#pending.add(timer.unref());
  }

  /** From the address by which the searcher reaches the BMC, if it is one on which it is to be found. */
  #answer({ address, port }: RemoteInfo): void {
    const socket = createSocket("udp4");
    socket.on("error", () => socket.close());
    socket.connect(port, address, (error?: Error) => {
      const own = error ? undefined : socket.address().address;
      if (own === undefined || !this.#addresses.includes(own)) socket.close();
      else socket.send(searchAnswer(this.#options, this.#options.url(own)), () => socket.close());
    });
  }

  #announce(): void {
    for (const address of this.#addresses) {
      void this.#multicast(address, alive(this.#options, this.#options.url(address)));
    }
  }

  async #multicast(address: string, text: string): Promise<void> {
    const { notifyTtl, onError } = this.#options;
    const socket = createSocket("udp4");
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once("error", reject);
        socket.bind(0, address, () => {
          socket.setMulticastTTL(notifyTtl);
          socket.setMulticastInterface(address);
          socket.send(text, ssdpPort, ssdpGroup, error => (error ? reject(error) : resolve()));
        });
      });
    } catch (error) {
      onError(error);
    } finally {
      socket.close();
    }
  }
}
