import { command } from "../../command.ts";
import { empty } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

/** The elder of Chassis Control's hard reset. */
export const chassisReset = command({
  name: "Chassis Reset",
  section: "28.4",
  netFn: NetFn.Chassis,
  cmd: 0x03,
  privilege: Privilege.Operator,
  request: empty,
  response: empty,
  async handle({ machine, bootOptions, origin }) {
    bootOptions.controlReceived();
    await machine.power("reset", origin);
    return {};
  },
});
