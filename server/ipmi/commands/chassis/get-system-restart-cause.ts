import type { PowerCause } from "../../../events/events.ts";
import { Channel } from "../../channel.ts";
import { command } from "../../command.ts";
import { byte, choice } from "../../layout/byte.ts";
import { u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const restartCause = {
  unknown: 0x0,
  chassisControl: 0x1,
  powerButton: 0x3,
  watchdog: 0x4,
  restorePolicyAlwaysOn: 0x6,
  restorePolicyPrevious: 0x7,
  softReset: 0xa,
} as const;

const causes: Record<PowerCause, keyof typeof restartCause> = {
  command: "chassisControl",
  powerButton: "powerButton",
  restorePolicy: "restorePolicyPrevious",
  guestShutdown: "unknown",
  guestReset: "softReset",
  panic: "unknown",
  watchdog: "watchdog",
  hypervisorDied: "unknown",
  hostShutdown: "unknown",
  hypervisorCommand: "unknown",
  adopted: "unknown",
  failed: "unknown",
};

/** The channels by which front ends of ours give orders. */
const channels: Readonly<Record<string, number>> = { ipmi: Channel.Lan, kcs: Channel.SystemInterface };
const unknownChannel = 0x00;

export const getSystemRestartCause = command({
  name: "Get System Restart Cause",
  section: "28.11",
  netFn: NetFn.Chassis,
  cmd: 0x07,
  privilege: Privilege.User,
  request: empty,
  response: layout({ restart: byte({ cause: choice(3, 0, restartCause) }), channel: u8 }),
  handle({ machine }) {
    const cause = causes[machine.bootCause ?? "adopted"];
    const isAlwaysOn = cause === "restorePolicyPrevious" && machine.restorePolicy === "always-on";
    const channel = channels[machine.bootOrigin?.via ?? ""] ?? unknownChannel;
    return { restart: { cause: isAlwaysOn ? "restorePolicyAlwaysOn" : cause }, channel };
  },
});
