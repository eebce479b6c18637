import * as https from "node:https";

const http = process.getBuiltinModule("node:http");

export interface Post {
  /** Of the scheme http or https. */
  readonly destination: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly verifyCertificate: boolean;
  /** PEMs of certificates that the receiver's has to come from, or be; without any, the public authorities'. */
  readonly trusted: readonly string[];
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Milliseconds until a receiver that does not answer counts as one that failed. */
const timeout = 10_000;

/**
 * Sends an event to a receiver.
 * @returns whether the receiver has taken it; an answer of another class than 2xx says that it has not
 */
export async function postEvent({
  destination,
  headers,
  verifyCertificate,
  trusted,
  body,
  signal,
}: Post): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const url = new URL(destination);
  const { request } = url.protocol === "https:" ? https : http;
  const sent = request(
    url,
    {
      method: "POST",
      // A connection that was kept may be closed by its other end just when it is used again.
      agent: false,
      headers: {
        "user-agent": "qemu-bmc",
        "odata-version": "4.0",
        ...headers,
        "content-type": "application/json; charset=utf-8",
        "content-length": Buffer.byteLength(body),
      },
      rejectUnauthorized: verifyCertificate,
      ...(trusted.length > 0 && { ca: [...trusted], allowPartialTrustChain: true }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
    },
    response => {
      const { statusCode = 0 } = response;
      response.on("error", () => resolve(false));
      response.resume();
      resolve(statusCode >= 200 && statusCode < 300);
    },
  );
  sent.on("error", () => resolve(false));
  sent.end(body);
  return promise;
}
