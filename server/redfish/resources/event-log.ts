import { type EventLogEntry, eventLogCapacity } from "../../bmc/event-log.ts";
import { decodeSystemEvent, RecordType } from "../../bmc/event-log-record.ts";
import { sensorTypeName, stateName } from "../../bmc/event-log-words.ts";
import { dateTime } from "../properties.ts";
import type { Entry, Log } from "./log.ts";

/** Where a record's bytes have the type of event and the event data. */
const messageIdOffset = 5;

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, "0");

function record({ recordType, bytes }: EventLogEntry): Pick<Entry, "EntryType"> & Partial<Entry> {
  if (recordType !== RecordType.System) {
    return { EntryType: "Oem", OemRecordFormat: `IPMI SEL record type ${hex(recordType, 2).toUpperCase()}h` };
  }
  const event = decodeSystemEvent(bytes);
  return {
    EntryType: "SEL",
    MessageId: `0x${bytes.toString("hex", messageIdOffset)}`,
    EntryCode: event.asserted ? (stateName(event) ?? "Assert") : "Deassert",
    SensorType: sensorTypeName(event.sensorType),
    SensorNumber: event.sensorNumber,
    GeneratorId: `0x${hex(event.generator, 4)}`,
  };
}

/** IPMI's system event log. */
export const eventLog: Log = {
  view: ({ eventLog: { history }, eventReceiver }) => ({
    Name: "Event Log",
    Description: "What happened to the machine and its BMC: the system event log of IPMI",
    LogEntryType: "SEL",
    LogPurposes: ["Diagnostic", "Operations", "Security", "ExternalEntity"],
    MaxNumberOfRecords: eventLogCapacity,
    Overflow: history.overflowed,
    Persistency: true,
    ServiceEnabled: eventReceiver.logs,
  }),
  ids: context => context.eventLog.entries.map(({ id }) => `${id}`),
  entry(context, id) {
    const entry = context.eventLog.find(id);
    return (
      entry && {
        Name: "Event Log Entry",
        Severity: entry.severity,
        Created: dateTime(entry.created),
        Message: entry.message,
        ...record(entry),
      }
    );
  },
  clear: ({ eventReceiver }, { origin }) => eventReceiver.clearLog(origin),
  remove: (context, id) => context.eventLog.delete(id),
  enable: ({ eventReceiver }, enabled) => eventReceiver.setLogs(enabled),
};
