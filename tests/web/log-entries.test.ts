import { describe, expect, it } from "vitest";
import { asCsv } from "../../web/app/log-export.ts";
import { isRecent, matches, sourceWords, writerWords } from "../../web/app/log-words.ts";
import type { LogEntry } from "../../web/redfish/resources.ts";

const entry: LogEntry = {
  Id: "7",
  Name: "Event Log Entry",
  EntryType: "SEL",
  Severity: "Critical",
  Created: "2026-01-31T12:00:00Z",
  Message: "CPU Temp went beyond its limit.",
  SensorType: "Temperature",
  SensorNumber: 2,
  EntryCode: "Upper Critical - going high",
  GeneratorId: "0x0020",
};

describe("the filter of the event log", () => {
  const found = (text: string, severity = "") => matches(entry, { text, severity });

  it("wants every word, in whatever case and order", () => {
    expect(found("beyond cpu")).toBe(true);
    expect(found("CPU fan")).toBe(false);
  });

  it("looks into the kind of sensor and the writer, too", () => {
    expect(found("temperature bmc")).toBe(true);
  });

  it("takes one severity, or all", () => {
    expect(found("", "Critical")).toBe(true);
    expect(found("", "Warning")).toBe(false);
  });
});

describe("the time in the event log", () => {
  const at = Date.parse(entry.Created);
  const isFound = (hours: string, later: number) =>
    isRecent(entry, { text: "", severity: "", hours }, at + later * 60_000);

  it("takes what is no older, by the clock of the entries", () => {
    expect(isFound("1", 59)).toBe(true);
    expect(isFound("1", 61)).toBe(false);
    expect(isFound("", 1e6)).toBe(true);
  });

  it("takes what a clock that was set back has from later", () => {
    expect(isFound("1", -90)).toBe(true);
  });
});

describe("an entry's origin", () => {
  it.each([
    ["0x0020", "BMC"],
    ["0x1081", "Remote console"],
    ["0x0041", "System management software"],
    ["0x0001", "Firmware"],
    ["0x002c", "Controller 16h"],
  ])("of generator %s is %s", (GeneratorId, words) => {
    expect(writerWords({ ...entry, GeneratorId })).toBe(words);
  });

  it("is the form of the record, where some software has one of its own", () => {
    const { GeneratorId: _, ...oem } = { ...entry, OemRecordFormat: "IPMI SEL record type C0h" };
    expect(writerWords(oem)).toBe("IPMI SEL record type C0h");
  });

  it("has DMTF's joined words apart", () => {
    expect(sourceWords({ ...entry, SensorType: "SystemBoot/Restart" })).toBe("System Boot / Restart");
    expect(sourceWords({ ...entry, SensorType: "System ACPI PowerState" })).toBe("System ACPI Power State");
  });
});

describe("the event log as CSV", () => {
  it("has a line of names and one line for each entry", () => {
    expect(asCsv([entry])).toBe(
      "Id,Created,Severity,Message,SensorType,SensorNumber,EntryCode,GeneratorId\r\n" +
        "7,2026-01-31T12:00:00Z,Critical,CPU Temp went beyond its limit.,Temperature,2,Upper Critical - going high,0x0020\r\n",
    );
  });

  it("quotes what would break a line or a cell", () => {
    expect(asCsv([{ ...entry, Message: 'a "b", c\nd' }])).toContain(',"a ""b"", c\nd",');
  });

  it("gives a spreadsheet no formula", () => {
    expect(asCsv([{ ...entry, Message: "=HYPERLINK(1)" }])).toContain(",'=HYPERLINK(1),");
  });
});
