import { Agent, type AgentOptions } from "node:https";
import { connect, type TLSSocket } from "node:tls";
import { CertificateChanged } from "./peer-errors.ts";
import { withoutCertificate } from "./pins.ts";

type Created = Parameters<Agent["createConnection"]>[1];

/** What a service showed of itself before anything was sent to it. */
export interface Shown {
  /** SHA-256 of the certificate, or `withoutCertificate`. */
  readonly fingerprint: string;
  /** The certificate's common name. */
  readonly commonName?: string;
}

export interface PinningOptions extends AgentOptions {
  /** The fingerprint without which nothing is sent; undefined to take what comes. */
  readonly fingerprint: string | undefined;
  /** Milliseconds until the handshake has to be over. */
  readonly bound: number;
  readonly onShown: (shown: Shown) => void;
}

/** Looks at the certificate before the first byte of a request is on its way. */
export class PinningAgent extends Agent {
  readonly #pinning: PinningOptions;

  constructor(pinning: PinningOptions) {
    super({ ...pinning, maxCachedSessions: 0 });
    this.#pinning = pinning;
  }

  override createConnection(
    options: Parameters<Agent["createConnection"]>[0],
    created: NonNullable<Created>,
  ): undefined {
    const { bound, onShown } = this.#pinning;
    const { host, port } = options as { readonly host: string; readonly port: number };
    // Nobody vouches for these certificates, so the chain says nothing; the fingerprint does.
    const socket = connect({ host, port: Number(port), rejectUnauthorized: false, minVersion: "TLSv1.2" });
    const fail = (error: Error): void => {
      socket.destroy();
      created(error, socket);
    };
    const onTimeout = (): void => fail(new Error("The handshake took too long."));
    socket.setTimeout(bound, onTimeout);
    socket.once("error", fail);
    socket.once("secureConnect", () => {
      socket.removeListener("error", fail);
      socket.removeListener("timeout", onTimeout);
      socket.setTimeout(0);
      const shown = shownBy(socket);
      if (this.#pinning.fingerprint !== undefined && shown.fingerprint !== this.#pinning.fingerprint) {
        socket.on("error", () => {});
        fail(new CertificateChanged());
        return;
      }
      onShown(shown);
      created(null, socket);
    });
    return undefined;
  }
}

function shownBy(socket: TLSSocket): Shown {
  const { fingerprint256, subject } = socket.getPeerCertificate();
  const name: unknown = subject?.CN;
  return {
    fingerprint: fingerprint256 ?? withoutCertificate,
    ...(typeof name === "string" && { commonName: name }),
  };
}
