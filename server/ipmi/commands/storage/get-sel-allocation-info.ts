import { eventLogCapacity } from "../../../bmc/event-log.ts";
import { command } from "../../command.ts";
import { u8, u16 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { selRecordLength } from "./sel-record.ts";

/** A unit is a record. */
const largestRecord = 1;

export const getSelAllocationInfo = command({
  name: "Get SEL Allocation Info",
  section: "31.3",
  netFn: NetFn.Storage,
  cmd: 0x41,
  privilege: Privilege.User,
  request: empty,
  response: layout({ units: u16, unitSize: u16, freeUnits: u16, largestFreeBlock: u16, largestRecord: u8 }),
  handle({ eventLog }) {
    const free = eventLogCapacity - eventLog.entries.length;
    return {
      units: eventLogCapacity,
      unitSize: selRecordLength,
      freeUnits: free,
      largestFreeBlock: free,
      largestRecord,
    };
  },
});
