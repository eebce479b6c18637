import type { EventsMessage, EventsRequest, Json } from "../../server/web/messages.ts";
import { closeCodes, Link, type LinkState } from "./link.ts";

/** The server says "alive" more often than this; silence means that the line is dead. */
const silenceMilliseconds = 50_000;

export interface EventsStreamOptions {
  readonly onMessage: (message: Json<EventsMessage>) => void;
  readonly onState: (state: LinkState) => void;
}

/** What the BMC pushes: a snapshot, then every change. */
export class EventsStream {
  readonly #options: EventsStreamOptions;
  readonly #link: Link;
  #watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(options: EventsStreamOptions) {
    this.#options = options;
    this.#link = new Link({
      path: () => "ws/events",
      final: [closeCodes.notLoggedIn, closeCodes.sessionEnded],
      attach: socket => this.#listen(socket),
      onState: state => options.onState(state),
    });
    // A laptop that wakes up need not wait for its turn, and one without a network need not wait to be told.
    for (const change of ["online", "offline"]) addEventListener(change, () => this.#link.doubt());
  }

  /** Connects at once, also when an attempt waits. */
  start(): void {
    this.#link.start();
  }

  stop(): void {
    clearTimeout(this.#watchdog);
    this.#link.stop();
  }

  /** Asks for an "alive" at once. */
  ask(): void {
    const request: EventsRequest = { type: "alive" };
    this.#link.send(JSON.stringify(request));
  }

  #listen(socket: WebSocket): void {
    socket.addEventListener("message", ({ data }: MessageEvent<string>) => {
      this.#heard();
      this.#options.onMessage(JSON.parse(data));
    });
  }

  #heard(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#link.doubt(), silenceMilliseconds);
  }
}
