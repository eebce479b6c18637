import type { IncomingHttpHeaders } from "node:http";
import type { Credentials } from "./authentication.ts";

export const sessionCookie = "qemu-bmc-session";

/** What a request's headers offer to prove who it comes from. */
export function httpCredentials(headers: IncomingHttpHeaders, address: string): Credentials {
  const token = headers["x-auth-token"];
  const csrfToken = headers["x-csrf-token"];
  return {
    authorization: headers.authorization,
    token: typeof token === "string" ? token : undefined,
    cookie: cookieValue(headers.cookie),
    csrfToken: typeof csrfToken === "string" ? csrfToken : undefined,
    address,
  };
}

function cookieValue(header: string | undefined): string | undefined {
  for (const pair of header?.split(";") ?? []) {
    const [name, value] = pair.trim().split("=");
    if (name === sessionCookie) return value;
  }
  return undefined;
}
