import { Type } from "typebox";
import { eventLogCapacity } from "../../bmc/event-log.ts";
import { linkTo, localTime } from "../properties.ts";
import { action, patch, resource } from "../resource.ts";
import { logServiceProperties } from "../schemas/log-service.ts";

const clearLog = action({
  privilege: "ConfigureComponents",
  parameters: {},
  handle({ eventReceiver }, _, { origin }) {
    eventReceiver.clearLog(origin);
  },
});

/** The event log. */
export const logService = resource<typeof logServiceProperties>({
  type: "LogService.v1_9_0.LogService",
  uri: "/redfish/v1/Systems/:ComputerSystemId/LogServices/:LogServiceId",
  privilege: "Login",
  collection: { name: "Log Service Collection", members: () => ["EventLog"] },
  properties: logServiceProperties,
  read: ({ eventLog, eventReceiver, clock }, { id, uri }) => ({
    Id: id,
    Name: "Event Log",
    LogEntryType: "SEL",
    ServiceEnabled: eventReceiver.logs,
    MaxNumberOfRecords: eventLogCapacity,
    OverWritePolicy: "WrapsWhenFull",
    Overflow: eventLog.history.overflowed,
    Persistency: true,
    ...localTime(clock.now(), clock.utcOffset),
    Entries: linkTo(`${uri}/Entries`),
    Status: { State: eventReceiver.logs ? "Enabled" : "Disabled", Health: "OK" },
  }),
  patch: patch({
    privilege: "ConfigureComponents",
    properties: { ServiceEnabled: Type.Optional(Type.Boolean()) },
    handle({ eventReceiver }, { ServiceEnabled: enabled }) {
      if (enabled !== undefined) eventReceiver.setLogs(enabled);
    },
  }),
  actions: { "LogService.ClearLog": clearLog },
});
