import { join } from "node:path";
import fastify, { LogController } from "fastify";
import type { Logger } from "pino";
import { answerClientError } from "./client-error.ts";
import type { Config } from "./config/config.ts";
import { variables } from "./config/variables.ts";
import type { EventBus } from "./events/bus.ts";
import { countRequests, type MetricsOptions, metrics } from "./metrics/metrics.ts";
import { hostOptions, type RedfishContext, redfish } from "./redfish/service.ts";
import { type WebContext, web } from "./web/web.ts";
import { type WebListener, webListener } from "./web-listener.ts";

const pageRoot = join(import.meta.dirname, "../web/dist");

interface WebParts {
  readonly config: Config;
  readonly log: Logger;
  readonly events: EventBus;
  readonly context: RedfishContext &
    Omit<MetricsOptions, "isPublic"> &
    Omit<WebContext, "pageRoot" | "defaultPassword">;
}

/** What is behind the web port: Redfish, the page and the metrics. It does not listen yet. */
export async function composeWeb({ config, log, events, context }: WebParts) {
  const { accounts, certificate, requestCounts } = context;
  let listener: WebListener | undefined;
  events.on("certificateReplaced", () => listener?.renew(certificate.value));
  const app = fastify({
    ...hostOptions,
    loggerInstance: log.child({}, { level: config.DEBUG ? "debug" : "warn" }),
    logController: new LogController({ disableRequestLogging: !config.DEBUG }),
    clientErrorHandler: answerClientError,
    serverFactory: handler => {
      listener = webListener(handler, config.WEB_TLS ? certificate.value : undefined);
      return listener.server;
    },
  });
  app.addHook("onResponse", countRequests(requestCounts));
  if (config.METRICS !== "off") {
    await app.register(metrics, { ...context, isPublic: config.METRICS === "public" });
  }
  await app.register(redfish, context);
  const defaultPassword = (): boolean =>
    accounts.verify(variables.IPMI_USER.default, variables.IPMI_PASS.default) !== undefined;
  await app.register(web, { ...context, pageRoot, defaultPassword });
  await app.ready();
  if (!listener) throw new Error("Fastify asked for no server.");
  return { app, listener, defaultPassword };
}
