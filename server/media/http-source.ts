import type { IncomingMessage, RequestOptions } from "node:http";
import { get as httpsGet } from "node:https";
import { MediaError } from "./errors.ts";
import type { Incoming } from "./receive.ts";
import { protocolOf, type Source } from "./source.ts";

const { get: httpGet } = process.getBuiltinModule("node:http");

const mostRedirects = 5;
/** Milliseconds of silence after which a server counts as gone. */
const patience = 30_000;

/** What a server said of an image, by which it can be asked later whether it is still the same. */
export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

/** An image on its way. */
export interface Transfer extends Validators {
  readonly body: IncomingMessage;
  /** Bytes, where the server says how many there will be. */
  readonly size: number | undefined;
}

/**
 * Asks for an image, through redirects; the credentials go to no other server than the one they were given for.
 * @param known what the image was when it was fetched before
 * @returns undefined when it is still that
 * @throws MediaError badUri | unreachable | untrusted | unauthorized | notServed | aborted
 */
export async function openTransfer(
  source: Source,
  known: Validators,
  signal: AbortSignal,
): Promise<Transfer | undefined> {
  let { url } = source;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await request(url, source, known, signal);
    const { statusCode: status = 0, headers } = response;
    if (status === 200) return transfer(response);
    response.destroy();
    if (status === 304) return undefined;
    url = redirected(status, headers.location, url);
  }
  throw new MediaError("notServed", `${source.url.host} redirects more than ${mostRedirects} times.`);
}

function transfer(body: IncomingMessage): Transfer {
  const { etag, "last-modified": lastModified, "content-length": length } = body.headers;
  return { body, etag, lastModified, size: length === undefined ? undefined : Number(length) };
}

/** Where to go on. @throws MediaError for every answer that is no redirect */
function redirected(status: number, location: string | undefined, from: URL): URL {
  if (status === 401 || status === 403 || status === 407) {
    throw new MediaError("unauthorized", `${from.host} does not let us in (HTTP ${status}).`);
  }
  const isRedirect = [301, 302, 303, 307, 308].includes(status);
  if (!isRedirect || location === undefined) {
    throw new MediaError("notServed", `${from.host} does not have it (HTTP ${status}).`);
  }
  const url = URL.parse(location, from);
  if (!url) throw new MediaError("notServed", `${from.host} redirects to no URI.`);
  return url;
}

function request(
  url: URL,
  source: Source,
  { etag, lastModified }: Validators,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const get = protocolOf(url) === "HTTPS" ? httpsGet : httpGet;
  const { userName, password = "", verifyCertificate, url: first } = source;
  const options: RequestOptions & { rejectUnauthorized: boolean } = {
    signal,
    agent: false,
    timeout: patience,
    rejectUnauthorized: verifyCertificate,
    // The bytes as they lie there are what a guest gets.
    headers: {
      accept: "*/*",
      "accept-encoding": "identity",
      "user-agent": "qemu-bmc",
      ...(etag !== undefined && { "if-none-match": etag }),
      ...(lastModified !== undefined && { "if-modified-since": lastModified }),
    },
    ...(userName !== undefined && url.origin === first.origin && { auth: `${userName}:${password}` }),
  };
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  let response: IncomingMessage | undefined;
  const sent = get(url, options, answer => {
    response = answer;
    resolve(answer);
  });
  sent.once("timeout", () => {
    const error = new MediaError("unreachable", `${url.host} has been silent for ${patience / 1000} s.`);
    (response ?? sent).destroy(error);
  });
  sent.once("error", error => reject(asTransferError(error, url, signal)));
  return promise;
}

const causes: Readonly<Record<string, string>> = {
  ENOTFOUND: "its name is not known",
  EAI_AGAIN: "its name cannot be looked up now",
  ECONNREFUSED: "it refuses the connection",
  ECONNRESET: "it broke the connection off",
  EPIPE: "it broke the connection off",
  EHOSTUNREACH: "there is no way to it",
  ENETUNREACH: "there is no way to it",
  ETIMEDOUT: "it does not answer",
};

/** What comes from that server. */
export const incomingTransfer = ({ body, size }: Transfer, url: URL): Incoming => ({
  body,
  size,
  failure: (error, signal) => asTransferError(error, url, signal),
});

/** What a failed request or a transfer that broke off means. */
function asTransferError(error: unknown, url: URL, signal: AbortSignal): MediaError {
  if (error instanceof MediaError) return error;
  if (signal.aborted) return new MediaError("aborted", "The transfer was ended.", { cause: error });
  const { code = "", message } = error as NodeJS.ErrnoException;
  if (isCertificateError(code)) {
    const text = `The certificate of ${url.host} is not to be trusted: ${message}.`;
    return new MediaError("untrusted", text, { cause: error });
  }
  const cause = causes[code] ?? message;
  return new MediaError("unreachable", `${url.host} cannot be reached: ${cause}.`, { cause: error });
}

/** OpenSSL's reasons (X509_V_ERR_…) and Node's own for a name that does not match. */
const isCertificateError = (code: string): boolean =>
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH/.test(code);
