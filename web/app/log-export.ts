import type { LogEntry } from "../redfish/resources.ts";

const columns = [
  "Id",
  "Created",
  "Severity",
  "Message",
  "SensorType",
  "SensorNumber",
  "EntryCode",
  "GeneratorId",
] as const satisfies readonly (keyof LogEntry)[];

/** RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(value: string | number | undefined): string {
  const text = `${value ?? ""}`;
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export function asCsv(entries: readonly LogEntry[]): string {
  const lines = [columns, ...entries.map(entry => columns.map(column => entry[column]))];
  return lines.map(line => `${line.map(cell).join(",")}\r\n`).join("");
}

export const asJson = (entries: readonly LogEntry[]): string => `${JSON.stringify(entries, undefined, 2)}\n`;
