import type { IncomingHttpHeaders } from "node:http";
import type { FastifyRequest } from "fastify";

/** First value of a header that every proxy on the way may have added to. */
function first(header: string | string[] | undefined): string | undefined {
  const text = Array.isArray(header) ? header[0] : header;
  return text?.split(",")[0]?.trim().toLowerCase();
}

/**
 * Whether a WebSocket comes from our own page. Browsers let any site open one and send the cookie along
 * (RFC 6455 §10.2), but always name the site in Origin; a script sends none. A browser cannot set
 * X-Forwarded-Host on a WebSocket, so a proxy that changes Host does not have to be configured here.
 */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  if (headers.origin === undefined) return true;
  const host = URL.parse(headers.origin)?.host;
  if (!host) return false;
  return host === headers.host?.toLowerCase() || host === first(headers["x-forwarded-host"]);
}

/** Whether the browser speaks https, be it to us or to a proxy in front. */
export function isHttps(request: FastifyRequest): boolean {
  return request.protocol === "https" || first(request.headers["x-forwarded-proto"]) === "https";
}
