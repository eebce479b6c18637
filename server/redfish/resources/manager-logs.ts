import { dateTime } from "../properties.ts";
import type { Log } from "./log.ts";
import { logLine } from "./machine-logs.ts";

/** What the BMC says of itself. */
const own: Log = {
  view: ({ bmcLog }) => ({
    Name: "BMC Log",
    Description: "What the BMC did, for whom, and what went wrong, since it started",
    LogEntryType: "OEM",
    LogPurposes: ["Diagnostic", "Operations", "Security"],
    MaxNumberOfRecords: bmcLog.capacity,
    Overflow: bmcLog.overflowed,
    Persistency: false,
    ServiceEnabled: true,
  }),
  ids: ({ bmcLog }) => bmcLog.entries.map(({ id }) => `${id}`),
  entry({ bmcLog }, id) {
    const entry = bmcLog.find(id);
    return (
      entry && {
        ...{ Name: "BMC Log Entry", EntryType: "Oem", OemRecordFormat: "Line of the BMC's own log" },
        ...{ Severity: entry.severity, Created: dateTime(entry.created), ...logLine(entry.message) },
      }
    );
  },
  clear({ bmcLog, events }, { origin }) {
    bmcLog.clear();
    events.emit("logCleared", { log: "bmc", origin });
  },
};

/** The logs of the BMC itself, by their Ids. */
export const managerLogs: Readonly<Record<string, Log>> = { Log: own };
