import { command } from "../../command.ts";
import { u8, u16 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

/** Bytes: room for one record of any kind. */
const unitSize = 64;

export const getSdrRepositoryAllocationInfo = command({
  name: "Get SDR Repository Allocation Info",
  section: "33.10",
  netFn: NetFn.Storage,
  cmd: 0x21,
  privilege: Privilege.User,
  request: empty,
  response: layout({ units: u16, unitSize: u16, freeUnits: u16, largestFreeBlock: u16, largestRecord: u8 }),
  handle: ({ sdrRepository }) => ({
    ...{ units: sdrRepository.records.length, unitSize },
    ...{ freeUnits: 0, largestFreeBlock: 0, largestRecord: 1 },
  }),
});
