import type { Static } from "typebox";
import type { SerialRecord } from "../../console/serial-record.ts";
import type { oemTypes } from "../oem.ts";
import { dateTime } from "../properties.ts";
import { qemuBmc } from "../registries/qemu-bmc.ts";
import { registryName } from "../registries/registry.ts";
import { serialRecordUri } from "../serial-record/serial-record-uri.ts";
import { eventLog } from "./event-log.ts";
import type { Log } from "./log.ts";

/** A line of text as a message: clients take it for granted that every entry has the id of one. */
export const logLine = (text: string) => ({
  Message: text,
  MessageId: `${registryName(qemuBmc)}.LogLine`,
  MessageArgs: [text],
});

interface Line {
  readonly text: string;
  readonly at?: number;
}

const line = (Name: string, OemRecordFormat: string, { text, at }: Line) => ({
  ...{ Name, EntryType: "Oem" as const, OemRecordFormat, ...logLine(text) },
  ...(at !== undefined && { Created: dateTime(at) }),
});

const recordOf = ({ since }: SerialRecord): Static<typeof oemTypes.LogService> => ({
  "@odata.type": "#QemuBmc.v1_0_0.LogService",
  RecordURI: serialRecordUri,
  ...(since !== undefined && { RecordedSince: dateTime(since) }),
});

/** What the machine's software has printed on the serial line. */
const serial: Log = {
  view: ({ serialLog, serialRecord }) => ({
    Name: "Serial Console Log",
    Description: "Lines that the machine has put out on its serial line",
    LogEntryType: "OEM",
    LogPurposes: ["Diagnostic", "ExternalEntity"],
    MaxNumberOfRecords: serialLog.capacity,
    Overflow: serialLog.overflowed,
    Persistency: serialLog.persistent,
    ServiceEnabled: true,
    Oem: { QemuBmc: recordOf(serialRecord) },
  }),
  ids: ({ serialLog }) => serialLog.lines.map(({ offset }) => `${offset}`),
  entry({ serialLog }, id) {
    const found = serialLog.find(id);
    return found && line("Serial Console Line", "Line of the serial console", found);
  },
  clear({ serialLog, events }, { origin }) {
    serialLog.clear();
    events.emit("logCleared", { log: "serial", origin });
  },
};

/** What the firmware has told of its power-on self-tests. */
const post: Log = {
  exists: ({ postLog }) => postLog !== undefined,
  view: ({ postLog }) => ({
    Name: "POST Log",
    Description: "Lines of the firmware's debug console, of this boot and the ones before it",
    LogEntryType: "OEM",
    LogPurposes: ["Diagnostic", "ExternalEntity"],
    MaxNumberOfRecords: postLog?.capacity ?? 0,
    Overflow: postLog?.overflowed ?? false,
    Persistency: false,
    ServiceEnabled: true,
  }),
  ids: ({ postLog }) => postLog?.lines.map(({ id }) => `${id}`) ?? [],
  entry({ postLog }, id) {
    const found = postLog?.find(id);
    return found && line("POST Line", "Line of the firmware's debug console", found);
  },
  clear({ postLog, events }, { origin }) {
    postLog?.clear();
    events.emit("logCleared", { log: "post", origin });
  },
};

/** The machine's logs, by their Ids. */
export const machineLogs: Readonly<Record<string, Log>> = { EventLog: eventLog, Serial: serial, Post: post };
