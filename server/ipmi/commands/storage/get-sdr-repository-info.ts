import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { u8, u16, u32 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { sdrVersion } from "../../sdr/record.ts";
import { Privilege } from "../../session/privilege.ts";
import { timestamp } from "./sel-time.ts";

const nonModal = 0b01;

export const getSdrRepositoryInfo = command({
  name: "Get SDR Repository Info",
  section: "33.9",
  netFn: NetFn.Storage,
  cmd: 0x20,
  privilege: Privilege.User,
  request: empty,
  response: layout({
    version: u8,
    records: u16,
    freeSpace: u16,
    lastAddition: u32,
    lastErase: u32,
    supports: byte({
      overflow: bit(7),
      update: bits(6, 5),
      delete: bit(3),
      partialAdd: bit(2),
      reserve: bit(1),
      allocationInfo: bit(0),
    }),
  }),
  handle({ sdrRepository: { records, changedAt } }) {
    const changed = timestamp(changedAt);
    return {
      ...{ version: sdrVersion, records: records.length, freeSpace: 0 },
      ...{ lastAddition: changed, lastErase: changed },
      supports: {
        ...{ overflow: false, update: nonModal, delete: false, partialAdd: false },
        ...{ reserve: true, allocationInfo: true },
      },
    };
  },
});
