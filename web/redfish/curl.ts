import { type Sent, secret } from "./requests.ts";
import { newPasswordVariable, passwordVariable, quoted } from "./shell.ts";

export interface CurlOptions {
  readonly userName: string;
  /** Where the request goes: an absolute address. */
  readonly url: string;
}

/**
 * A command that makes the same request, for a POSIX shell. The name's password is $BMC_PASSWORD; -k is there because
 * the page cannot tell a certificate that the system trusts from one that only this browser was told to.
 */
export function curlOf(
  { method, body }: Pick<Sent, "method" | "body">,
  { userName, url }: CurlOptions,
): string {
  const parts = ["curl", "-k", "-g", "-u", `${quoted(`${userName}:`)}${passwordVariable}`];
  if (method === "HEAD") parts.push("-I");
  else if (method !== "GET") parts.push("-X", method);
  if (body !== undefined)
    parts.push("-H", quoted("Content-Type: application/json"), "--data-raw", bodyWord(body));
  return [...parts, quoted(url)].join(" ");
}

/** Secrets are not known here any more, so that the shell puts them in. */
const bodyWord = (body: unknown): string =>
  JSON.stringify(body).split(JSON.stringify(secret)).map(quoted).join(`'"'${newPasswordVariable}'"'`);
