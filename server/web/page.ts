import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyPluginAsync } from "fastify";
import type { WebContext } from "./context.ts";

/** The page needs nothing from elsewhere and no inline script or style; framebuffer and cursor are blobs and data. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self'",
  "script-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

export const securityHeaders = {
  "Content-Security-Policy": contentSecurityPolicy,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
} as const;

/** The build's hashed names change with their content. */
const immutable = "public, max-age=31536000, immutable";

/** The built page's files, each as a route of its own, so that other areas keep their own "not found". */
export const page: FastifyPluginAsync<WebContext> = async (app, { pageRoot }) => {
  if (!existsSync(join(pageRoot, "index.html"))) {
    app.log.warn({ pageRoot }, 'The page has not been built; "npm run build" does it.');
    app.get("/", async (_request, reply) =>
      reply
        .code(503)
        .type("text/plain")
        .send('The page has not been built: run "npm run build" and restart.\n'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: pageRoot,
    wildcard: false,
    globIgnore: ["**/*.br", "**/*.gz"],
    preCompressed: true,
    cacheControl: false,
    decorateReply: false,
    setHeaders(reply, path) {
      const hashed = path.includes(`${sep}assets${sep}`);
      reply.header("Cache-Control", hashed ? immutable : "no-cache");
    },
  });
};
