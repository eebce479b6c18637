import { notController } from "./obstacles.ts";
import type { CommandSource } from "./source.ts";

const severities = [
  { severity: "Critical", title: "Event log: what is critical" },
  { severity: "Warning", title: "Event log: warnings" },
] as const;

export const logCommands: CommandSource = page => [
  ...severities.map(({ severity, title }) => ({
    id: `log-${severity}`,
    title,
    about: "View",
    icon: "alert" as const,
    words: "sel errors filter",
    run() {
      location.hash = `#event-log?severity=${severity}`;
    },
  })),
  {
    id: "clear-log",
    title: "Clear the event log",
    about: "Event log",
    icon: "trash",
    words: "sel delete empty",
    unavailable: notController(page),
    run: () => page.clearEventLog(),
  },
];
