import type { ConsoleName } from "../events/events.ts";
import type { MetricDeclaration } from "./declaration.ts";

const sessionKinds = ["redfish", "web", "ssh"];
const consoles: readonly ConsoleName[] = ["screen", "serial"];

/** What the BMC does for its clients. */
export const bmcMetrics: readonly MetricDeclaration[] = [
  {
    name: "qemu_bmc_build_info",
    type: "gauge",
    help: "1 for the version of the BMC.",
    read: ({ identity }) => [{ labels: { version: identity.firmwareVersion }, value: 1 }],
  },
  {
    name: "qemu_bmc_sessions",
    type: "gauge",
    help: "Sessions that are open, by the front end over which somebody has logged in.",
    read: ({ sessions, eventCounts }) => [
      ...sessionKinds.map(kind => ({
        labels: { kind },
        value: sessions.list().filter(({ via }) => via === kind).length,
      })),
      { labels: { kind: "ipmi" }, value: eventCounts.ipmiSessions },
    ],
  },
  {
    name: "qemu_bmc_login_failures_total",
    type: "counter",
    help: "Logins with a wrong name or password, or while logins were locked.",
    read: ({ eventCounts }) =>
      eventCounts.loginFailures.list().map(([frontend, value]) => ({ labels: { frontend }, value })),
  },
  {
    name: "qemu_bmc_requests_total",
    type: "counter",
    help: "Requests that were answered: HTTP statuses, IPMI's completion codes, exit codes of the shell.",
    read: ({ requestCounts }) =>
      requestCounts
        .list()
        .map(({ frontEnd, status, count }) => ({ labels: { frontend: frontEnd, status }, value: count })),
  },
  {
    name: "qemu_bmc_console_viewers",
    type: "gauge",
    help: "Who looks at the consoles over the web or SSH.",
    read: ({ viewers }) =>
      consoles.map(name => ({
        labels: { console: name },
        value: viewers.list.filter(viewer => viewer.console === name).length,
      })),
  },
  {
    name: "qemu_bmc_console_bytes_total",
    type: "counter",
    help: "What the machine has put out on a console, and what it was given there.",
    read({ serial, display: { traffic } }) {
      const bytes = (name: ConsoleName, direction: "output" | "input", value: number) => ({
        ...{ labels: { console: name, direction }, value },
      });
      return [
        bytes("serial", "output", serial.end),
        bytes("serial", "input", serial.accepted),
        bytes("screen", "output", traffic.output),
        bytes("screen", "input", traffic.input),
      ];
    },
  },
  {
    name: "qemu_bmc_event_log_entries",
    type: "gauge",
    help: "Entries in the event log.",
    read: ({ eventLog }) => eventLog.entries.length,
  },
];
