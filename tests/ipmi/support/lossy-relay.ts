import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { onTestFinished } from "vitest";

const host = "127.0.0.1";
/** ipmiconsole takes ports from 32768 on for a fault in the host's name. */
const ports = { from: 20_000, to: 32_768 };

export interface LossyRelayOptions {
  /** The UDP port on loopback behind the relay. Asked for each datagram: the relay may be there before the server. */
  readonly target: () => number;
  /** The share of datagrams that get lost, 0 to 1, in each direction. */
  readonly loss: number;
  /** The same seed loses the same datagrams of each direction, counted from the first. */
  readonly seed: number;
}

export interface LossyRelay {
  /** Where clients find it on loopback. */
  readonly port: number;
  /** Datagrams that it has lost, in both directions. */
  readonly lost: number;
  close(): void;
}

/** Carries datagrams between clients and one server, each client by a port of its own, and loses some of them. */
export async function lossyRelay({ target, loss, seed }: LossyRelayOptions): Promise<LossyRelay> {
  const [toServer, toClient] = [chances(seed), chances(seed + 1)];
  const upstream = new Map<number, Socket>();
  const front = await frontSocket();
  let lost = 0;
  const passes = (chance: () => number): boolean => {
    if (chance() >= loss) return true;
    lost += 1;
    return false;
  };
  const open = (client: number): Socket => {
    const socket = createSocket("udp4");
    socket.on("message", datagram => {
      if (passes(toClient)) front.send(datagram, client, host);
    });
    upstream.set(client, socket);
    return socket;
  };
  front.on("message", (datagram, { port }) => {
    const socket = upstream.get(port) ?? open(port);
    if (passes(toServer)) socket.send(datagram, target(), host);
  });
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    for (const socket of [front, ...upstream.values()]) socket.close();
  };
  onTestFinished(close);
  const { port } = front.address();
  return {
    port,
    get lost() {
      return lost;
    },
    close,
  };
}

async function frontSocket(): Promise<Socket> {
  const socket = createSocket("udp4");
  socket.bind(ports.from + Math.floor(Math.random() * (ports.to - ports.from)), host);
  try {
    await once(socket, "listening");
    return socket;
  } catch (error) {
    socket.close();
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    return frontSocket();
  }
}

/** Numbers from 0 to below 1 that look random and are the same for the same seed (mulberry32). */
function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
