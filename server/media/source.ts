import { MediaError } from "./errors.ts";

const transferProtocols = ["HTTP", "HTTPS"] as const;
export type TransferProtocol = (typeof transferProtocols)[number];

/** Where an image comes from. */
export interface Source {
  /** Without user name and password. */
  readonly url: URL;
  readonly userName?: string | undefined;
  readonly password?: string | undefined;
  readonly verifyCertificate: boolean;
}

interface Wanted {
  readonly image: string;
  readonly protocol?: TransferProtocol | undefined;
  readonly userName?: string | undefined;
  readonly password?: string | undefined;
  readonly verifyCertificate: boolean;
}

/** Whether the URI says by itself by which protocol to get it. */
export const hasScheme = (image: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(image);

/** @throws MediaError badUri | noProtocol */
export function sourceOf({ image, protocol, userName, password, verifyCertificate }: Wanted): Source {
  const text = image.trim();
  if (!hasScheme(text) && !protocol) {
    throw new MediaError("noProtocol", "The image's URI does not say by which protocol to get it.");
  }
  const url = URL.parse(hasScheme(text) ? text : `${protocol?.toLowerCase()}://${text.replace(/^\/\//, "")}`);
  if (!url?.hostname) throw new MediaError("badUri", "That is no URI of an image.");
  const named = protocolOf(url);
  if (protocol && protocol !== named) {
    throw new MediaError("badUri", `The image's URI is not one of ${protocol}.`);
  }
  const own = { userName: decoded(url.username) || userName, password: decoded(url.password) || password };
  url.username = "";
  url.password = "";
  return { url, ...own, verifyCertificate };
}

/** @throws MediaError badUri */
export function protocolOf(url: URL): TransferProtocol {
  const protocol = transferProtocols.find(each => url.protocol === `${each.toLowerCase()}:`);
  if (protocol) return protocol;
  throw new MediaError("badUri", `Images come by HTTP or HTTPS, not by ${JSON.stringify(url.protocol)}.`);
}

/** The last segment of the path, which is a name that people know the image by. */
export function nameOf(url: URL): string {
  const [last] = url.pathname.split("/").filter(Boolean).slice(-1);
  return decoded(last ?? url.hostname);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
