import { PeerConnection } from "./peer-connection.ts";
import { CertificateChanged, PeerRefusal } from "./peer-errors.ts";
import type { RackNode } from "./rack-node.ts";
import {
  findSystem,
  logIn,
  logOut,
  type PeerSession,
  type PeerSystem,
  readPicture,
  readSystem,
  reset,
} from "./redfish-peer.ts";

/** Why nobody is signed in. */
export type SignInProblem = "wrongPassword" | "refused" | "unreachable" | "certificateChanged" | "ended";

export const problemOf = (error: unknown): SignInProblem => {
  if (error instanceof CertificateChanged) return "certificateChanged";
  if (error instanceof PeerRefusal) return error.status === 401 ? "wrongPassword" : "refused";
  return "unreachable";
};

/** A session on another BMC. The password was sent and is not kept. */
export class SignIn {
  readonly userName: string;
  readonly mayControl: boolean;
  /** As of the last look. */
  system: PeerSystem | undefined;
  picture: { readonly etag: string; readonly png: Buffer } | undefined;
  readonly #connection: PeerConnection;
  readonly #session: PeerSession;
  readonly #systemUri: string;

  private constructor(connection: PeerConnection, session: PeerSession, systemUri: string, userName: string) {
    this.userName = userName;
    this.#connection = connection;
    this.#session = session;
    this.#systemUri = systemUri;
    const { roles } = session;
    this.mayControl = roles.length === 0 || roles.some(role => role !== "ReadOnly" && role !== "NoAccess");
  }

  /** @throws as `logIn` does, and `CertificateChanged` before the password was sent */
  static async open(node: RackNode, userName: string, password: string): Promise<SignIn> {
    const connection = connectionTo(node);
    try {
      return await SignIn.#with(connection, await logIn(connection, userName, password), userName);
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  /** With a session that stands already. */
  static async over(node: RackNode, session: PeerSession, userName: string): Promise<SignIn> {
    const connection = connectionTo(node);
    try {
      return await SignIn.#with(connection, session, userName);
    } catch (error) {
      connection.close();
      throw error;
    }
  }

  static async #with(connection: PeerConnection, session: PeerSession, userName: string): Promise<SignIn> {
    try {
      return new SignIn(connection, session, await findSystem(connection, session.token), userName);
    } catch (error) {
      // A session of which nothing comes is not left standing.
      await logOut(connection, session).catch(() => {});
      throw error;
    }
  }

  /**
   * Reads how the machine is and what its screen shows.
   * @returns whether there is another picture
   * @throws PeerRefusal, with 401 when the session has ended; Error when the node does not answer
   */
  async look(): Promise<boolean> {
    const { token } = this.#session;
    const system = await readSystem(this.#connection, token, this.#systemUri);
    this.system = system;
    const isOn = system.powerState === "On" || system.powerState === "Paused";
    const before = this.picture;
    if (!system.hasPicture || !isOn) {
      this.picture = undefined;
      return before !== undefined;
    }
    const seen = await readPicture(this.#connection, token, this.#systemUri, before?.etag);
    if (!seen?.png) return false;
    this.picture = { etag: seen.etag, png: seen.png };
    return true;
  }

  /** @throws PeerRefusal, with what the node says */
  reset(resetType: string): Promise<void> {
    return reset(this.#connection, this.#session.token, this.#systemUri, resetType);
  }

  /** Logs out. A node that does not answer ends the session by itself, for want of use. */
  async close(): Promise<void> {
    await logOut(this.#connection, this.#session).catch(() => {});
    this.#connection.close();
  }
}

const connectionTo = ({ origin, fingerprint, isSelf }: RackNode): PeerConnection =>
  new PeerConnection({ origin, fingerprint: isSelf ? undefined : fingerprint });
