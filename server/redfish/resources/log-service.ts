import { Type } from "typebox";
import type { RedfishContext } from "../context.ts";
import { RedfishError } from "../errors.ts";
import { about, message } from "../message.ts";
import { linkTo, localTime } from "../properties.ts";
import { action, patch, type Resource, resource } from "../resource.ts";
import { logServiceProperties } from "../schemas/log-service.ts";
import type { Log } from "./log.ts";
import { machineLogs } from "./machine-logs.ts";
import { managerLogs } from "./manager-logs.ts";

const clearLog = (logs: Readonly<Record<string, Log>>) =>
  action({
    privilege: "ConfigureComponents",
    parameters: {},
    handle(context, _, request) {
      logs[request.id]?.clear(context, request);
      return undefined;
    },
  });

const changes = (logs: Readonly<Record<string, Log>>) =>
  patch({
    privilege: "ConfigureComponents",
    properties: { ServiceEnabled: Type.Optional(Type.Boolean()) },
    handle(context, { ServiceEnabled: enabled }, { id }) {
      const { enable } = logs[id] ?? {};
      if (enable && enabled !== undefined) enable(context, enabled);
      // That it is enabled is no news.
      if (enable || enabled !== false) return;
      throw new RedfishError(400, about("/ServiceEnabled", message("PropertyNotWritable", "ServiceEnabled")));
    },
  });

const idsOf = (logs: Readonly<Record<string, Log>>, context: RedfishContext): readonly string[] =>
  Object.keys(logs).filter(id => logs[id]?.exists?.(context) ?? true);

const logServiceAt = (
  uri: string,
  logs: Readonly<Record<string, Log>>,
): Resource<typeof logServiceProperties> =>
  resource<typeof logServiceProperties>({
    type: "LogService.v1_9_0.LogService",
    uri: `${uri}/LogServices/:LogServiceId`,
    privilege: "Login",
    collection: { name: "Log Service Collection", members: context => idsOf(logs, context) },
    properties: logServiceProperties,
    read(context, { id, uri }) {
      const view = logs[id]?.view(context);
      if (!view) return undefined;
      const { clock } = context;
      return {
        Id: id,
        ...view,
        OverWritePolicy: "WrapsWhenFull",
        ...localTime(clock.now(), clock.utcOffset),
        Entries: linkTo(`${uri}/Entries`),
        Status: { State: view.ServiceEnabled ? "Enabled" : "Disabled", Health: "OK" },
      };
    },
    patch: changes(logs),
    actions: { "LogService.ClearLog": clearLog(logs) },
  });

/** The machine's logs. */
export const logService = logServiceAt("/redfish/v1/Systems/:ComputerSystemId", machineLogs);
/** The BMC's own. */
export const managerLogService = logServiceAt("/redfish/v1/Managers/:ManagerId", managerLogs);
