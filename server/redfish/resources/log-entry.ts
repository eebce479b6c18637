import type { EventLogEntry } from "../../bmc/event-log.ts";
import { decodeSystemEvent, RecordType } from "../../bmc/event-log-record.ts";
import { sensorTypeName, stateName } from "../../bmc/event-log-words.ts";
import { type BodyOf, dateTime } from "../properties.ts";
import { resource } from "../resource.ts";
import { logEntryProperties } from "../schemas/log-entry.ts";

type Properties = BodyOf<typeof logEntryProperties>;

/** Where a record's bytes have the type of event and the event data. */
const messageIdOffset = 5;

const hex = (number: number, digits: number): string => number.toString(16).padStart(digits, "0");

function record({ recordType, bytes }: EventLogEntry): Pick<Properties, "EntryType"> & Partial<Properties> {
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

/** An entry of the event log. */
export const logEntry = resource<typeof logEntryProperties>({
  type: "LogEntry.v1_21_0.LogEntry",
  uri: "/redfish/v1/Systems/:ComputerSystemId/LogServices/:LogServiceId/Entries/:LogEntryId",
  privilege: "Login",
  collection: {
    name: "Log Entry Collection",
    members: ({ eventLog }) => eventLog.entries.map(({ id }) => `${id}`),
    expanded: true,
  },
  properties: logEntryProperties,
  read({ eventLog }, { id }) {
    const entry = eventLog.find(Number(id));
    return (
      entry && {
        Id: id,
        Name: "Event Log Entry",
        Severity: entry.severity,
        Created: dateTime(entry.created),
        Message: entry.message,
        ...record(entry),
      }
    );
  },
  remove: {
    privilege: "ConfigureComponents",
    handle({ eventLog }, { id }) {
      eventLog.delete(Number(id));
    },
  },
});
