import { ipmitool } from "../client.ts";
import { rowsOf, type Section, unsuspected } from "../row.ts";

const { works } = rowsOf(ipmitool);

/** ipmitool's words for the event are words of trouble too. */
const entries = (command: string, ...shows: readonly RegExp[]) =>
  unsuspected(works(command, ...shows), /command failed/);
const samples = [
  /^ +[\da-f]+ \| .*\| Temperature.*\| Upper Critical going high *\| Asserted/m,
  /^ +[\da-f]+ \| .*\| Voltage.*\| Lower Critical going low *\| Asserted/m,
  /^ +[\da-f]+ \| .*\| Memory.*\| Correctable ECC *\| Asserted/m,
] as const;

/** Within a minute: a BMC has the time of its host until it is told another. */
function timeOfNow(output: string): boolean {
  const [, month, day, year = "", time] = /(\d\d)\/(\d\d)\/(\d+) (\d\d:\d\d:\d\d)/.exec(output) ?? [];
  const shown = Date.parse(`${year.length === 2 ? `20${year}` : year}-${month}-${day}T${time}Z`);
  return Math.abs(shown - Date.now()) < 60_000;
}

export const sel: Section = {
  name: "event log",
  rows: [
    works(
      "sel info",
      /^Version +: 1\.5 \(v1\.5, v2 compliant\)$/m,
      /^Entries +: \d+$/m,
      /^Overflow +: false$/m,
    ),
    entries("sel list"),
    works("sel clear", /^Clearing SEL\. +Please allow a few seconds to erase\.$/m),
    works("sel time get", timeOfNow),
    works("sel time set now", timeOfNow),
    entries("event 1", /^Sending SAMPLE event: Temperature - Upper Critical - Going High$/m),
    entries("event 2", /^Sending SAMPLE event: Voltage Threshold - Lower Critical - Going Low$/m),
    entries("event 3", /^Sending SAMPLE event: Memory - Correctable ECC$/m),
    entries("sel list", ...samples),
    entries("sel elist", ...samples),
    entries("sel get 1", /^SEL Record ID +: 0001$/m, /^ Record Type +: 02$/m, /^ Timestamp +: /m),
    entries("sel list last 2", samples[1], samples[2]),
    entries("sel save sel.save", samples[0]),
    works("sel delete 1", /^Deleted entry 1$/m),
    works("sel info", /^Entries +: [1-9]\d*$/m, /^Last Del Time +: \d/m),
  ],
};
