import type { FastifyPluginAsync } from "fastify";
import { httpCredentials } from "../bmc/http-credentials.ts";
import type { FrontEnd, RequestCounts } from "../bmc/request-counts.ts";
import { bmcMetrics } from "./bmc-metrics.ts";
import type { MetricsContext } from "./context.ts";
import { measured } from "./declaration.ts";
import { EventCounts } from "./event-counts.ts";
import { exposition, expositionType } from "./exposition.ts";
import { LoopDelay } from "./loop-delay.ts";
import { machineMetrics } from "./machine-metrics.ts";
import { processMetrics } from "./process-metrics.ts";

const declarations = [...machineMetrics, ...bmcMetrics, ...processMetrics];

export interface MetricsOptions extends MetricsContext {
  /** Whether nobody has to say who they are. */
  readonly isPublic: boolean;
}

/** `/metrics`, for Prometheus. Accounts read it as they read Redfish: with HTTP Basic, a session's token or the page's cookie. */
export const metrics: FastifyPluginAsync<MetricsOptions> = async (app, { isPublic, ...context }) => {
  const loopDelay = new LoopDelay();
  const sources = { ...context, loopDelay, eventCounts: new EventCounts(context.events) };
  loopDelay.start();
  app.addHook("onClose", async () => loopDelay.stop());
  app.get("/metrics", async (request, reply) => {
    reply.headers({ "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" });
    const credentials = httpCredentials(request.headers, request.ip);
    const principal = isPublic ? undefined : context.authentication.authenticate(credentials, false);
    if (!isPublic && (!principal || principal.mustChangePassword)) {
      const challenge = 'Basic realm="Metrics", charset="UTF-8"';
      return reply.code(401).header("WWW-Authenticate", challenge).send({ message: "Log in first." });
    }
    const text = exposition(declarations.map(declared => measured(declared, sources)));
    return reply.type(expositionType).send(text);
  });
};

/** Whose a path is; all others are the page's. */
const paths: readonly (readonly [prefix: string, frontEnd: FrontEnd])[] = [
  ["/redfish", "redfish"],
  ["/metrics", "metrics"],
];

/** A hook that counts what is answered over HTTP. */
export function countRequests(counts: RequestCounts) {
  return async ({ url }: { url: string }, { statusCode }: { statusCode: number }): Promise<void> => {
    const [, frontEnd = "web"] = paths.find(([prefix]) => url.startsWith(prefix)) ?? [];
    counts.add(frontEnd, `${statusCode}`);
  };
}
