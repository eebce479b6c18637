import { choice, command, form, maybe } from "../command.ts";
import { table } from "../table.ts";

/** "2026-01-31T12:30:00Z" */
const shownTime = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+/, "");

export const sel = command(
  "sel",
  form({
    words: [maybe(choice("list"))],
    about: "Lists the event log, the newest entry last",
    role: "ReadOnly",
    run({ bmc, print }) {
      const rows = bmc.eventLog.entries.map(({ id, created, severity, message }) => [
        ...[`${id}`, shownTime(created), severity, message],
      ]);
      print(rows.length === 0 ? "The event log is empty." : table(rows));
    },
  }),
  form({
    words: [choice("clear")],
    about: "Clears the event log",
    role: "Operator",
    run: ({ bmc, origin }) => bmc.eventLog.clear(origin),
  }),
);
