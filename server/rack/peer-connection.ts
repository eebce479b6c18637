import type { Agent, IncomingHttpHeaders, IncomingMessage } from "node:http";
import { request as requestSecure } from "node:https";
import { PeerRefusal, sentenceOf } from "./peer-errors.ts";
import { PinningAgent, type Shown } from "./pinning-agent.ts";
import { withoutCertificate } from "./pins.ts";

const { Agent: PlainAgent, request: requestPlain } = process.getBuiltinModule("node:http");

/** Milliseconds until an answer has to be there, the handshake among it. */
const bound = 5_000;
/** Bytes of an answer. */
const longestAnswer = 1024 * 1024;
/** Milliseconds that a connection which nobody uses is kept. */
const idle = 20_000;

export interface PeerAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

interface Asked {
  readonly token?: string;
  readonly etag?: string | undefined;
  readonly body?: object;
  /** Milliseconds until the answer has to be there, for what takes its time. */
  readonly patience?: number;
}

export interface PeerConnectionOptions {
  /** "https://192.0.2.7:8443" */
  readonly origin: string;
  /** The certificate without which nothing is sent; undefined to take what comes. */
  readonly fingerprint?: string | undefined;
}

/** HTTP with one service: short, bounded, and only with who has the right certificate. */
export class PeerConnection {
  readonly #origin: string;
  readonly #agent: Agent;
  #shown: Shown = { fingerprint: withoutCertificate };

  constructor({ origin, fingerprint }: PeerConnectionOptions) {
    this.#origin = origin;
    const keeping = { keepAlive: true, maxSockets: 2, maxFreeSockets: 1, timeout: idle };
    this.#agent = origin.startsWith("https:")
      ? new PinningAgent({ ...keeping, fingerprint, bound, onShown: shown => this.#see(shown) })
      : new PlainAgent(keeping);
  }

  /** What the service showed at the last handshake. */
  get shown(): Shown {
    return this.#shown;
  }

  /** @throws Error, of which `CertificateChanged` is one, when there is no answer in time */
  request(
    method: string,
    path: string,
    { token, etag, body, patience = bound }: Asked = {},
  ): Promise<PeerAnswer> {
    const content = body && JSON.stringify(body);
    const headers = {
      Accept: "application/json, image/png",
      "OData-Version": "4.0",
      ...(token !== undefined && { "X-Auth-Token": token }),
      ...(etag !== undefined && { "If-None-Match": etag }),
      ...(content !== undefined && {
        "Content-Type": "application/json",
        "Content-Length": Buffer.byteLength(content),
      }),
    };
    const request = this.#origin.startsWith("https:") ? requestSecure : requestPlain;
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(patience);
      const sent = request(`${this.#origin}${path}`, { method, agent: this.#agent, headers, signal });
      sent.once("error", reject);
      sent.once("response", response => answerIn(response).then(resolve, reject));
      sent.end(content);
    });
  }

  /**
   * @returns the answer's JSON object
   * @throws PeerRefusal when the service refuses or does not speak JSON; Error when it does not answer
   */
  async json(method: string, path: string, asked?: Asked): Promise<Readonly<Record<string, unknown>>> {
    return objectIn(await this.request(method, path, asked));
  }

  close(): void {
    this.#agent.destroy();
  }

  #see(shown: Shown): void {
    this.#shown = shown;
  }
}

/** @throws PeerRefusal */
export function objectIn({ status, bytes }: PeerAnswer): Readonly<Record<string, unknown>> {
  const body = parsed(bytes.toString());
  if (status < 200 || status > 299) throw new PeerRefusal(status, sentenceOf(body));
  if (bytes.length === 0) return {};
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new PeerRefusal(status, "");
  return body as Readonly<Record<string, unknown>>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function answerIn(response: IncomingMessage): Promise<PeerAnswer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestAnswer) throw new Error("The answer is too long.");
    parts.push(part);
  }
  return { status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(parts) };
}
