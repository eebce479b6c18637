import type { CloseCodes } from "../../server/web/messages.ts";
import { webSocketAddress } from "./address.ts";

export const closeCodes: CloseCodes = {
  notLoggedIn: 4001,
  noScreen: 4002,
  sessionEnded: 4003,
  screenLost: 4004,
  rightsChanged: 4005,
  dismissed: 4006,
  mediaEnded: 4007,
};

export type LinkState =
  | { readonly name: "connecting" }
  | { readonly name: "open" }
  /** Lost; the next attempt is at `at` (milliseconds since the epoch). */
  | { readonly name: "waiting"; readonly at: number; readonly reason: string }
  /** Closed for a reason that another attempt would not mend. */
  | { readonly name: "ended"; readonly code: number };

export interface LinkOptions {
  /** Asked anew for each attempt. */
  readonly path: () => string;
  /** Gets each socket before it is open. */
  readonly attach: (socket: WebSocket) => void;
  readonly onState: (state: LinkState) => void;
  /** Close codes after which it does not try again by itself. */
  readonly final: readonly number[];
}

const firstDelay = 500;
const longestDelay = 10_000;
/** By this share of it a delay is longer or shorter, so that not all pages come back in the same moment. */
const jitter = 0.25;

/**
 * A WebSocket that comes back: it tries again after about 0.5 s, 1 s, 2 s … 10 s, until it is told to stop, and at
 * once when the server wants it anew.
 */
export class Link {
  readonly #options: LinkOptions;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #delay = firstDelay;
  #startedAt = 0;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /** Connects at once, also when an attempt waits or a connection stands. */
  start(): void {
    this.stop();
    this.#startedAt = Date.now();
    const socket = new WebSocket(webSocketAddress(this.#options.path()));
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#options.onState({ name: "connecting" });
    socket.addEventListener("open", () => {
      if (this.#socket === socket) this.#options.onState({ name: "open" });
    });
    socket.addEventListener("message", () => {
      // Only a server that says something is worth going back to quickly.
      this.#delay = firstDelay;
    });
    socket.addEventListener("close", ({ code, reason }) => {
      if (this.#socket === socket) this.#lost(code, reason);
    });
    this.#options.attach(socket);
  }

  stop(): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.close();
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(data);
  }

  /** Connects anew unless the present connection was begun after that moment (milliseconds since the epoch). */
  renew(since: number): void {
    if (!this.#socket || this.#startedAt < since) this.start();
  }

  /** Gives up a connection that seems dead and tries anew. */
  doubt(): void {
    const socket = this.#socket;
    if (!socket) return;
    this.#lost(1006, "");
    socket.close();
  }

  #lost(code: number, reason: string): void {
    this.#socket = undefined;
    if (this.#options.final.includes(code)) {
      this.#options.onState({ name: "ended", code });
      return;
    }
    if (code === closeCodes.rightsChanged) {
      this.start();
      return;
    }
    const delay = this.#delay * (1 + jitter * (2 * Math.random() - 1));
    this.#options.onState({ name: "waiting", at: Date.now() + delay, reason });
    this.#timer = setTimeout(() => this.start(), delay);
    this.#delay = Math.min(this.#delay * 2, longestDelay);
  }
}
