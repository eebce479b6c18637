import type { Socket } from "node:net";
import ssh2, {
  type Algorithms,
  type AuthContext,
  type Connection,
  type PasswordAuthContext,
  type Session,
} from "ssh2";
import { AccountError } from "../bmc/account-rules.ts";
import type { Principal } from "../bmc/authentication.ts";
import { type Party, partyOf } from "../bmc/consoles/party.ts";
import type { ClientChannel } from "./client-channel.ts";
import type { ConnectionBounds } from "./connection-bounds.ts";
import type { SshContext } from "./context.ts";
import { ExitCode } from "./exit-code.ts";
import type { HostKey } from "./host-key.ts";
import { SessionChannel } from "./session-channel.ts";

/**
 * Nothing with SHA-1; no exponentiation of thousands of bits, which would hold up everything else; and nothing is
 * compressed, which would be at a stranger's wish.
 */
const algorithms: Algorithms = {
  kex: [
    ...(["curve25519-sha256", "curve25519-sha256@libssh.org"] as const),
    ...(["ecdh-sha2-nistp256", "ecdh-sha2-nistp384", "ecdh-sha2-nistp521"] as const),
  ],
  hmac: [
    ...(["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com"] as const),
    ...(["hmac-sha2-256", "hmac-sha2-512"] as const),
  ],
  compress: ["none"],
};
const useInterval = 5000;
/** Milliseconds after which a client that says nothing is asked by TCP whether it is still there. */
const keepAliveAfter = 60_000;
const farewell = 200;

export interface SshConnectionOptions {
  readonly socket: Socket;
  readonly context: SshContext;
  readonly hostKey: HostKey;
  readonly bounds: ConnectionBounds;
}

/** One client: who it is, and its channels. */
export class SshConnection {
  readonly #socket: Socket;
  readonly #context: SshContext;
  readonly #bounds: ConnectionBounds;
  readonly #address: string;
  readonly #channels = new Set<ClientChannel>();
  #client: Connection | undefined;
  #sessions = 0;
  #requests = 0;
  #login: { readonly party: Party; readonly token: string } | undefined;
  #usedAt = 0;
  readonly #loginTimer: NodeJS.Timeout;

  constructor({ socket, context, hostKey, bounds }: SshConnectionOptions) {
    this.#socket = socket;
    this.#context = context;
    this.#bounds = bounds;
    this.#address = socket.remoteAddress ?? "";
    this.#loginTimer = setTimeout(() => socket.destroy(), bounds.login).unref();
    socket.setNoDelay(true);
    // Who looks at a line on which nothing happens would otherwise never be missed.
    socket.setKeepAlive(true, keepAliveAfter);
    socket.once("close", () => this.#onClosed());
    // A server of its own: the library does not say which socket a client is at.
    const hostKeys = [hostKey.privateKey];
    const server = new ssh2.Server({ hostKeys, algorithms, ident: "qemu-bmc" }, client =>
      this.#begin(client),
    );
    server.injectSocket(socket);
  }

  get isLoggedIn(): boolean {
    return this.#login !== undefined;
  }

  get sessionId(): string | undefined {
    return this.#login?.party.id;
  }

  /** While a command runs nobody is idle. */
  keepAlive(): void {
    if (this.#login && [...this.#channels].some(({ isBusy }) => isBusy)) {
      this.#context.sessions.use(this.#login.token);
    }
  }

  /** Clients show the reason only where they have the time to: a disconnect would outrun it. */
  end(why: string): void {
    for (const channel of this.#channels) {
      channel.printError(channel.isTerminal ? `\n${why}` : why);
      channel.exit(ExitCode.Failure);
    }
    if (this.#channels.size === 0) this.#client?.end();
    setTimeout(() => this.drop(), farewell).unref();
  }

  /** Without a word. */
  drop(): void {
    this.#socket.destroy();
  }

  #begin(client: Connection): void {
    this.#client = client;
    client.on("error", error => {
      this.#context.log.debug({ err: error, address: this.#address }, "SSH:");
      this.#socket.destroy();
    });
    client.on("authentication", request => this.#authenticate(request));
    client.on("session", (accept, reject) => {
      const { party } = this.#login ?? {};
      if (!party || this.#sessions >= this.#bounds.sessions) return reject();
      this.#open(accept(), party);
    });
    this.#socket.on("data", () => this.#onData());
  }

  #open(session: Session, party: Party): void {
    this.#sessions += 1;
    session.once("close", () => {
      this.#sessions -= 1;
    });
    const begun = (channel: ClientChannel): void => this.#follow(channel);
    new SessionChannel({ session, party, begun, bmc: this.#context, socket: this.#socket });
  }

  #follow(channel: ClientChannel): void {
    this.#channels.add(channel);
    channel.closed.addEventListener("abort", () => this.#channels.delete(channel), { once: true });
  }

  /** All requests come here, also those for ways that are not offered; the last ones may cross the farewell. */
  #authenticate(request: AuthContext): void {
    this.#requests += 1;
    if (this.#requests > this.#bounds.logins) return;
    if (request.method === "password") this.#checkPassword(request);
    else request.reject(["password"]);
    if (!this.#login && this.#requests === this.#bounds.logins) this.end("Too many attempts.");
  }

  #checkPassword(request: PasswordAuthContext): void {
    const { authentication } = this.#context;
    const principal = authentication.login(request.username, request.password, "ssh", this.#address);
    if (!principal) request.reject(["password"]);
    else if (principal.mustChangePassword) this.#wantNewPassword(request, principal);
    else this.#letIn(request, principal);
  }

  /** RFC 4252 §8: who has to change the password does so before anything else. */
  #wantNewPassword(request: PasswordAuthContext, principal: Principal): void {
    const { accounts } = this.#context;
    request.requestChange("The password of this account has to be changed.", (password: unknown) => {
      const account = accounts.find(principal.userName);
      try {
        if (!account || typeof password !== "string") return request.reject(["password"]);
        accounts.setPassword(account.id, password, { via: "ssh", user: account.userName });
      } catch (error) {
        if (!(error instanceof AccountError)) throw error;
        return request.reject(["password"]);
      }
      this.#letIn(request, principal);
    });
  }

  #letIn(request: PasswordAuthContext, { userName, role }: Principal): void {
    clearTimeout(this.#loginTimer);
    const { session, token } = this.#context.sessions.create({ userName, role }, "ssh", this.#address);
    this.#login = { party: partyOf({ userName, role, session }, this.#address), token };
    request.accept();
  }

  /** Somebody does something; and nobody may make the BMC keep more than its bounds. */
  #onData(): void {
    const backlog = [...this.#channels].reduce((sum, channel) => sum + channel.backlog, 0);
    if (backlog + this.#socket.writableLength > this.#bounds.backlog * (this.#channels.size + 1)) {
      this.#context.log.debug({ address: this.#address }, "SSH: a client keeps to no window.");
      this.#socket.destroy();
      return;
    }
    if (!this.#login || performance.now() - this.#usedAt < useInterval) return;
    this.#usedAt = performance.now();
    this.#context.sessions.use(this.#login.token);
  }

  #onClosed(): void {
    clearTimeout(this.#loginTimer);
    for (const channel of this.#channels) channel.close();
    if (this.#login) this.#context.sessions.end(this.#login.party.id);
  }
}
