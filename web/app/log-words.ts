import type { LogEntry } from "../redfish/resources.ts";
import { t } from "./language.ts";

/** Who writes entries, by the software ID in their GeneratorId (IPMI 2.0 table 5-4): up to this one, that. */
const software = [
  { last: 0x0f, title: "Firmware" },
  { last: 0x1f, title: "SMI handler" },
  { last: 0x2f, title: "System management software" },
  { last: 0x3f, title: "OEM software" },
  { last: 0x46, title: "Remote console" },
  { last: 0x47, title: "Terminal" },
] as const;

const bmcAddress = 0x20;

/** Who wrote the entry: the BMC, another controller, or some software. */
export function writerWords({ GeneratorId, OemRecordFormat }: LogEntry): string {
  if (GeneratorId === undefined) return OemRecordFormat ?? "";
  const writer = Number(GeneratorId) & 0xff;
  if (writer === bmcAddress) return "BMC";
  if ((writer & 1) === 0)
    return t("Controller {address}h", { address: (writer >> 1).toString(16).toUpperCase() });
  const known = software.find(({ last }) => writer >> 1 <= last);
  return known ? t(known.title) : t("Software");
}

/** "PowerUnit", "SystemBoot/Restart": DMTF's words for kinds of sensors, written apart. */
export const sourceWords = ({ SensorType = "" }: LogEntry): string =>
  SensorType.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("/", " / ");

export interface LogFilter {
  readonly severity: string;
  readonly text: string;
  /** Hours before now; "" for all of them. */
  readonly hours: string;
}

const hour = 3_600_000;

/** @param now milliseconds since the epoch by the clock that the entries go by */
export const isRecent = ({ Created }: LogEntry, { hours }: LogFilter, now: number): boolean =>
  hours === "" || now - Date.parse(Created) <= Number(hours) * hour;

/** Whether the entry has this severity and all of these words, wherever they stand. */
export function matches(entry: LogEntry, { severity, text }: Omit<LogFilter, "hours">): boolean {
  if (severity !== "" && entry.Severity !== severity) return false;
  const { Message, SensorType = "", EntryCode = "" } = entry;
  const all =
    `${Message} ${SensorType} ${sourceWords(entry)} ${EntryCode} ${writerWords(entry)}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every(word => all.includes(word));
}
