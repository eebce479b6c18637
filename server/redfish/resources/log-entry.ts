import { RedfishError } from "../errors.ts";
import { message } from "../message.ts";
import { type Resource, resource } from "../resource.ts";
import { logEntryProperties } from "../schemas/log-entry.ts";
import type { Log } from "./log.ts";
import { machineLogs } from "./machine-logs.ts";
import { managerLogs } from "./manager-logs.ts";

type Logs = Readonly<Record<string, Log>>;
type Parameters = Readonly<Record<string, string>>;

const logOf = (logs: Logs, { LogServiceId = "" }: Parameters): Log | undefined =>
  Object.hasOwn(logs, LogServiceId) ? logs[LogServiceId] : undefined;
const isNumber = (id: string): boolean => /^(0|[1-9]\d*)$/.test(id);

const logEntryAt = (uri: string, logs: Logs): Resource<typeof logEntryProperties> =>
  resource<typeof logEntryProperties>({
    type: "LogEntry.v1_21_0.LogEntry",
    uri: `${uri}/LogServices/:LogServiceId/Entries/:LogEntryId`,
    privilege: "Login",
    collection: {
      name: "Log Entry Collection",
      members: (context, parameters) => logOf(logs, parameters)?.ids(context) ?? [],
      has: (context, id, parameters) =>
        isNumber(id) && logOf(logs, parameters)?.entry(context, Number(id)) !== undefined,
      expanded: true,
    },
    properties: logEntryProperties,
    read(context, { id, parameters }) {
      const entry = logOf(logs, parameters)?.entry(context, Number(id));
      return entry && { Id: id, ...entry };
    },
    remove: {
      privilege: "ConfigureComponents",
      handle(context, { id, parameters }) {
        const { remove } = logOf(logs, parameters) ?? {};
        if (!remove) throw new RedfishError(405, message("ResourceCannotBeDeleted"));
        remove(context, Number(id));
      },
    },
  });

/** An entry of one of the machine's logs. */
export const logEntry = logEntryAt("/redfish/v1/Systems/:ComputerSystemId", machineLogs);
/** One of the BMC's own log. */
export const managerLogEntry = logEntryAt("/redfish/v1/Managers/:ManagerId", managerLogs);
