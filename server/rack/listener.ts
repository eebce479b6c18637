import { createSocket, type Socket } from "node:dgram";
import { type Heard, heardIn, search, ssdpGroup, ssdpPort } from "./ssdp.ts";

/** Milliseconds for which answers to a search are heard: they come within a second, and a busy node is late. */
const answerBound = 5_000;
/** Milliseconds after which the question is asked a second time: nobody repeats a datagram that got lost. */
const repetition = 400;
const hops = 2;

export interface ListenerOptions {
  /** @param from the address that it came from */
  readonly onHeard: (heard: Heard, from: string) => void;
  readonly onError: (error: unknown) => void;
}

/** Looks for Redfish services over SSDP, and hears what they announce by themselves. */
export class Listener {
  readonly #options: ListenerOptions;
  readonly #searches = new Set<Socket>();
  #announcements: Socket | undefined;
  #addresses: readonly string[] = [];

  constructor(options: ListenerOptions) {
    this.#options = options;
  }

  /** The BMC's own IPv4 addresses in whose networks to look, from now on. */
  listen(addresses: readonly string[]): void {
    this.close();
    this.#addresses = addresses;
    if (addresses.length === 0) return;
    const socket = this.#open();
    this.#announcements = socket;
    // Bound to the group, it takes nothing away from the socket that answers searches of others.
    socket.bind(ssdpPort, ssdpGroup, () => {
      for (const address of addresses) this.#try(() => socket.addMembership(ssdpGroup, address));
    });
  }

  search(): void {
    for (const address of this.#addresses) this.#searchFrom(address);
  }

  close(): void {
    this.#announcements?.close();
    this.#announcements = undefined;
    for (const socket of this.#searches) socket.close();
    this.#searches.clear();
    this.#addresses = [];
  }

  #searchFrom(address: string): void {
    const socket = this.#open();
    this.#searches.add(socket);
    const isOpen = (): boolean => this.#searches.has(socket);
    const ask = (): void => {
      if (!isOpen()) return;
      socket.send(search, ssdpPort, ssdpGroup, error => {
        if (error) this.#options.onError(error);
      });
    };
    socket.bind(0, address, () => {
      if (!isOpen()) return;
      this.#try(() => {
        socket.setMulticastTTL(hops);
        socket.setMulticastInterface(address);
        ask();
      });
    });
    setTimeout(ask, repetition).unref();
    setTimeout(() => {
      if (this.#searches.delete(socket)) socket.close();
    }, answerBound).unref();
  }

  #open(): Socket {
    const socket = createSocket({ type: "udp4", reuseAddr: true });
    socket.on("error", this.#options.onError);
    socket.on("message", (datagram, { address }) => {
      const heard = heardIn(datagram.toString("latin1"));
      if (heard) this.#options.onHeard(heard, address);
    });
    return socket;
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#options.onError(error);
    }
  }
}
