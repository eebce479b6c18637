import type { PowerAction } from "../../../machine/power-steps.ts";
import { command } from "../../command.ts";
import { byte, choice } from "../../layout/byte.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const control = {
  powerDown: 0x00,
  powerUp: 0x01,
  powerCycle: 0x02,
  hardReset: 0x03,
  diagnosticInterrupt: 0x04,
  softShutdown: 0x05,
} as const;

const actions: Record<keyof typeof control, PowerAction> = {
  powerDown: "off",
  powerUp: "on",
  powerCycle: "cycle",
  hardReset: "reset",
  diagnosticInterrupt: "nmi",
  softShutdown: "soft",
};

export const chassisControl = command({
  name: "Chassis Control",
  section: "28.3",
  netFn: NetFn.Chassis,
  cmd: 0x02,
  privilege: Privilege.Operator,
  request: layout({ chassis: byte({ control: choice(3, 0, control) }) }),
  response: empty,
  async handle({ machine, bootOptions, origin }, { chassis }) {
    bootOptions.controlReceived();
    await machine.power(actions[chassis.control], origin);
    return {};
  },
});
