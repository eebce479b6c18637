import { bits, byte } from "../../layout/byte.ts";
import { u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { ParameterTable, parameter } from "../../parameter.ts";
import { bootFlags } from "./boot-flags.ts";

/** Boot option parameters (IPMI 2.0 table 28-14). */
export const bootOptionParameters = new ParameterTable(
  parameter({
    selector: 0,
    name: "Set In Progress",
    layout: layout({ set: byte({ inProgress: bits(1, 0) }) }),
    get: ({ bootOptions }) => ({ set: { inProgress: bootOptions.setInProgress } }),
    // Never refused: a client that died half-way would lock out all others.
    set({ bootOptions }, { set }) {
      bootOptions.setInProgress = set.inProgress;
      return undefined;
    },
  }),
  parameter({
    selector: 3,
    name: "BMC Boot Flag Valid Bit Clearing",
    layout: layout({ keep: byte({ after: bits(4, 0) }) }),
    get: ({ bootOptions }) => ({ keep: { after: bootOptions.validBitClearing } }),
    set({ bootOptions }, { keep }) {
      bootOptions.validBitClearing = keep.after;
      return undefined;
    },
  }),
  parameter({
    selector: 4,
    name: "Boot Info Acknowledge",
    layout: layout({ writeMask: u8, acknowledged: u8 }),
    get: ({ bootOptions }) => ({ writeMask: 0, acknowledged: bootOptions.acknowledged }),
    set({ bootOptions }, { writeMask, acknowledged }) {
      bootOptions.acknowledged = (bootOptions.acknowledged & ~writeMask) | (acknowledged & writeMask);
      return undefined;
    },
  }),
  parameter({
    selector: 5,
    name: "Boot Flags",
    layout: bootFlags,
    get: ({ bootOptions, machine }) => bootOptions.flags(machine),
    async set({ bootOptions, machine, origin }, flags) {
      await bootOptions.setFlags(machine, flags, origin);
      return undefined;
    },
  }),
);
