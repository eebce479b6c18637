import { eventLogCapacity } from "../../../bmc/event-log.ts";
import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { u8, u16, u32 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { selRecordLength } from "./sel-record.ts";
import { timestampOrNone } from "./sel-time.ts";

/** IPMI 1.5 and 2.0 have the same version of SEL commands. */
const selVersion = 0x51;
/** More room than that has no number. */
const mostFreeSpace = 0xffff;

export const getSelInfo = command({
  name: "Get SEL Info",
  section: "31.2",
  netFn: NetFn.Storage,
  cmd: 0x40,
  privilege: Privilege.User,
  request: empty,
  response: layout({
    version: u8,
    entries: u16,
    freeSpace: u16,
    lastAddition: u32,
    lastErase: u32,
    supports: byte({
      overflow: bit(7),
      delete: bit(3),
      partialAdd: bit(2),
      reserve: bit(1),
      allocationInfo: bit(0),
    }),
  }),
  handle({ eventLog }) {
    const { addedAt, erasedAt, overflowed } = eventLog.history;
    const entries = eventLog.entries.length;
    return {
      version: selVersion,
      entries,
      freeSpace: Math.min((eventLogCapacity - entries) * selRecordLength, mostFreeSpace),
      lastAddition: timestampOrNone(addedAt),
      lastErase: timestampOrNone(erasedAt),
      supports: { overflow: overflowed, delete: true, partialAdd: true, reserve: true, allocationInfo: true },
    };
  },
});
