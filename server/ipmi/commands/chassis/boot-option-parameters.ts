import { bits, byte } from "../../layout/byte.ts";
import { rest, u8, u32 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { ParameterTable, parameter } from "../../parameter.ts";
import { bootFlags } from "./boot-flags.ts";

/** Boot option parameters (IPMI 2.0 table 28-14). */
export const bootOptionParameters = new ParameterTable(
  parameter({
    selector: 0,
    name: "Set In Progress",
    layout: layout({ set: byte({ inProgress: bits(1, 0) }) }),
    get: ({ bootOptions }) => ({ set: { inProgress: bootOptions.setInProgress } }),
    // Never refused: a client that died half-way would lock out all others. Nothing is rolled back either, so that
    // "commit write" has nothing to do: many clients do not use this parameter, and would lose what they set.
    set({ bootOptions }, { set }) {
      const commitWrite = 2;
      if (set.inProgress > commitWrite) return refuse(CompletionCode.InvalidDataField);
      bootOptions.setInProgress = set.inProgress === 0 ? 0 : 1;
      return undefined;
    },
  }),
  parameter({
    selector: 1,
    name: "Service Partition Selector",
    layout: layout({ partition: u8 }),
    get: ({ bootOptions }) => ({ partition: bootOptions.values.servicePartition }),
    set({ bootOptions }, { partition }) {
      bootOptions.change({ servicePartition: partition });
      return undefined;
    },
  }),
  parameter({
    selector: 2,
    name: "Service Partition Scan",
    layout: layout({ scan: byte({ request: bits(1, 0) }) }),
    get: ({ bootOptions }) => ({ scan: { request: bootOptions.values.servicePartitionScan } }),
    set({ bootOptions }, { scan }) {
      bootOptions.change({ servicePartitionScan: scan.request });
      return undefined;
    },
  }),
  parameter({
    selector: 3,
    name: "BMC Boot Flag Valid Bit Clearing",
    layout: layout({ keep: byte({ after: bits(4, 0) }) }),
    get: ({ bootOptions }) => ({ keep: { after: bootOptions.values.validBitClearing } }),
    set({ bootOptions }, { keep }) {
      bootOptions.change({ validBitClearing: keep.after });
      return undefined;
    },
  }),
  parameter({
    selector: 4,
    name: "Boot Info Acknowledge",
    layout: layout({ writeMask: u8, acknowledged: u8 }),
    get: ({ bootOptions }) => ({ writeMask: 0, acknowledged: bootOptions.values.acknowledged }),
    set({ bootOptions }, { writeMask, acknowledged }) {
      const before = bootOptions.values.acknowledged;
      bootOptions.change({ acknowledged: (before & ~writeMask) | (acknowledged & writeMask) });
      return undefined;
    },
  }),
  parameter({
    selector: 5,
    name: "Boot Flags",
    layout: bootFlags,
    get: ({ bootOptions }) => bootOptions.flags,
    async set({ bootOptions, origin }, flags) {
      await bootOptions.setFlags(flags, origin);
      return undefined;
    },
  }),
  parameter({
    selector: 6,
    name: "Boot Initiator Info",
    layout: layout({ from: byte({ channel: bits(3, 0) }), sessionId: u32, timestamp: u32 }),
    get({ bootOptions }) {
      const { channel, sessionId, timestamp } = bootOptions.values.initiator;
      return { from: { channel }, sessionId, timestamp };
    },
    set({ bootOptions }, { from, sessionId, timestamp }) {
      bootOptions.change({ initiator: { channel: from.channel, sessionId, timestamp } });
      return undefined;
    },
  }),
  parameter({
    selector: 7,
    name: "Boot Initiator Mailbox",
    layout: layout({ block: u8, data: rest }),
    get({ bootOptions }, { setSelector: block }) {
      const data = bootOptions.mailboxBlock(block);
      return data ? { block, data } : refuse(CompletionCode.ParameterOutOfRange);
    },
    set({ bootOptions }, { block, data }) {
      return bootOptions.writeMailboxBlock(block, data)
        ? undefined
        : refuse(CompletionCode.ParameterOutOfRange);
    },
  }),
);
