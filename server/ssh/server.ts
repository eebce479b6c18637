import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { shellSessions } from "../bmc/shell-sessions.ts";
import type { SshConnection } from "./connection.ts";
import { type ConnectionBounds, usualBounds } from "./connection-bounds.ts";
import type { SshContext } from "./context.ts";
import type { HostKey } from "./host-key.ts";

/** Clients at the same time who have not logged in. */
const strangerLimit = 16;

export interface SshServerOptions {
  readonly context: SshContext;
  readonly hostKey: HostKey;
  readonly bounds?: ConnectionBounds | undefined;
}

/** The BMC's shell over SSH (RFC 4251 to 4254). */
export class SshServer {
  readonly #options: SshServerOptions & { readonly bounds: ConnectionBounds };
  readonly #server: Server;
  readonly #connections = new Set<SshConnection>();
  readonly #timer: NodeJS.Timeout;
  readonly #unsubscribe: () => void;

  constructor({ bounds = usualBounds, ...options }: SshServerOptions) {
    const { sessions, events } = options.context;
    this.#options = { ...options, bounds };
    this.#server = createServer(socket => this.#receive(socket));
    this.#unsubscribe = events.on("sessionEnded", ({ sessionId }) => {
      for (const connection of this.#connections) {
        if (connection.sessionId === sessionId) connection.end("The session has ended.");
      }
    });
    this.#timer = setInterval(() => {
      for (const connection of this.#connections) connection.keepAlive();
      // A look is what makes an idle session end.
      sessions.list();
    }, bounds.checks).unref();
  }

  /** @returns the port @throws the system's error, EACCES or EADDRINUSE among them */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, () => {
        this.#server.off("error", reject);
        resolve((this.#server.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    clearInterval(this.#timer);
    this.#unsubscribe();
    for (const connection of this.#connections) connection.end("The BMC restarts.");
    return new Promise(resolve => this.#server.close(() => resolve()));
  }

  #receive(socket: Socket): void {
    // A close follows, and that is what counts.
    socket.on("error", () => {});
    this.#admit(socket).catch(error => {
      this.#options.context.log.error({ err: error }, "SSH:");
      socket.destroy();
    });
  }

  async #admit(socket: Socket): Promise<void> {
    // The library is not small: a BMC that nobody visits this way does without.
    const { SshConnection } = await import("./connection.ts");
    if (socket.destroyed) return;
    if (!this.#server.listening || this.#loggedIn >= shellSessions) {
      socket.destroy();
      return;
    }
    this.#makeRoom();
    const connection = new SshConnection({ ...this.#options, socket });
    this.#connections.add(connection);
    socket.once("close", () => this.#connections.delete(connection));
  }

  get #loggedIn(): number {
    return [...this.#connections].filter(({ isLoggedIn }) => isLoggedIn).length;
  }

  /** The stranger who has been here longest goes, so that nobody can keep the door shut. */
  #makeRoom(): void {
    const strangers = [...this.#connections].filter(({ isLoggedIn }) => !isLoggedIn);
    if (strangers.length >= strangerLimit) strangers[0]?.drop();
  }
}
