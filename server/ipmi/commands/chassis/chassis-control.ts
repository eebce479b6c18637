import { setTimeout as sleep } from "node:timers/promises";
import { MachineError } from "../../../machine/errors.ts";
import type { Machine } from "../../../machine/machine.ts";
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

/** Milliseconds: what a start or a stop takes, and less than clients wait for an answer. */
const patience = 2000;

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
    await inTurn(machine, () => machine.power(actions[chassis.control], origin));
    return {};
  },
});

/** Clients send one action behind the other, as a chassis of metal takes them: the second waits for its turn. */
async function inTurn(machine: Machine, act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof MachineError) || error.code !== "busy") throw error;
    await Promise.race([machine.idle(), sleep(patience, undefined, { ref: false })]);
    await act();
  }
}
