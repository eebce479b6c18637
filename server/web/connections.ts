import type { FastifyRequest } from "fastify";
import type { WebSocket } from "ws";
import type { Principal } from "../bmc/authentication.ts";
import { type Party, partyOf } from "../bmc/consoles/party.ts";
import { httpCredentials } from "../bmc/http-credentials.ts";
import type { WebContext } from "./context.ts";
import { closeCodes } from "./messages.ts";

/** Who is at the other end of a WebSocket. */
export interface Viewer {
  readonly principal: Principal;
  readonly party: Party;
  /** Somebody did something: counts as a use of the session. */
  active(): void;
}

interface Connection {
  readonly viewer: Viewer;
  readonly onPing: () => void;
  answered: boolean;
}

/** Proxies cut off what is silent for 60 s. */
const pingMilliseconds = 22_000;
const useMilliseconds = 5_000;
const farewellMilliseconds = 500;

type Parts = Pick<WebContext, "accounts" | "sessions" | "authentication" | "events">;

/**
 * Every open WebSocket of the page: lets in who is logged in, drops peers that no longer answer, and
 * closes what belongs to a session that has ended.
 */
export class Connections {
  readonly #parts: Parts;
  readonly #open = new Map<WebSocket, Connection>();
  readonly #timer: NodeJS.Timeout;
  readonly #unsubscribe: () => void;

  constructor(parts: Parts, milliseconds = pingMilliseconds) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.#check(), milliseconds).unref();
    this.#unsubscribe = parts.events.on("sessionEnded", ({ sessionId }) => {
      this.#dismiss(({ viewer }) => viewer.principal.session?.id === sessionId);
    });
  }

  /**
   * @param onPing called as often as the peer is pinged
   * @returns undefined for a stranger, whose socket is closed with the reason
   */
  admit(
    socket: WebSocket,
    request: Pick<FastifyRequest, "headers" | "ip">,
    onPing: () => void = () => {},
  ): Viewer | undefined {
    const credentials = httpCredentials(request.headers, request.ip);
    const principal = this.#parts.authentication.authenticate(credentials, false);
    if (!principal || principal.mustChangePassword) {
      socket.close(closeCodes.notLoggedIn, "Log in first.");
      return undefined;
    }
    let usedAt = Date.now();
    const active = (): void => {
      if (!principal.session || Date.now() - usedAt < useMilliseconds) return;
      usedAt = Date.now();
      this.#parts.authentication.authenticate(credentials, false);
    };
    const viewer: Viewer = { principal, party: partyOf(principal, credentials.address), active };
    const connection: Connection = { viewer, onPing, answered: true };
    this.#open.set(socket, connection);
    socket.on("pong", () => {
      connection.answered = true;
    });
    socket.once("close", () => this.#open.delete(socket));
    return viewer;
  }

  /** Says goodbye to all and does not wait long for their answer. */
  close(): void {
    clearInterval(this.#timer);
    this.#unsubscribe();
    for (const socket of this.#open.keys()) {
      socket.close(1001, "The BMC is restarting.");
      setTimeout(() => socket.terminate(), farewellMilliseconds).unref();
    }
  }

  #check(): void {
    // A look-up is what makes an idle session end.
    for (const { viewer } of this.#open.values())
      this.#parts.sessions.find(viewer.principal.session?.id ?? "");
    this.#dismiss(({ viewer }) => !this.#isStillWelcome(viewer));
    for (const [socket, connection] of this.#open) this.#ping(socket, connection);
  }

  #ping(socket: WebSocket, connection: Connection): void {
    // While we do not read, because the machine does not, no answer can arrive.
    if (!connection.answered && !socket.isPaused) {
      socket.terminate();
      return;
    }
    connection.answered = false;
    if (socket.readyState !== socket.OPEN) return;
    socket.ping();
    connection.onPing();
  }

  #isStillWelcome({ principal }: Viewer): boolean {
    const account = this.#parts.accounts.find(principal.userName);
    return account?.enabled === true && account.role === principal.role;
  }

  #dismiss(concerns: (connection: Connection) => boolean): void {
    for (const [socket, connection] of this.#open) {
      if (!concerns(connection)) continue;
      socket.resume();
      socket.close(closeCodes.sessionEnded, "The session has ended.");
    }
  }
}
