import type { IncomingHttpHeaders } from "node:http";
import type { Credentials } from "./authentication.ts";
import { plainAddress } from "./plain-address.ts";

/** What a request's headers offer to prove who it comes from. */
export function httpCredentials(headers: IncomingHttpHeaders, address: string): Credentials {
  const token = headers["x-auth-token"];
  const csrfToken = headers["x-csrf-token"];
  return {
    authorization: headers.authorization,
    token: typeof token === "string" ? token : undefined,
    cookies: headers.cookie,
    csrfToken: typeof csrfToken === "string" ? csrfToken : undefined,
    unattended: headers["x-unattended"] === "true",
    crossSite: headers["sec-fetch-site"] === "cross-site",
    address: plainAddress(address),
  };
}
