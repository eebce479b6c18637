import { command } from "../../command.ts";
import { u16, u32 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { timestampOrNone } from "../storage/sel-time.ts";

const noRecord = 0xffff;

export const getLastProcessedEventId = command({
  name: "Get Last Processed Event ID",
  section: "30.6",
  netFn: NetFn.SensorEvent,
  cmd: 0x15,
  privilege: Privilege.Administrator,
  request: empty,
  response: layout({ lastAddition: u32, lastRecordId: u16, bySoftware: u16, byBmc: u16 }),
  handle: ({ eventLog, platformEventFiltering }) => ({
    lastAddition: timestampOrNone(eventLog.history.addedAt),
    lastRecordId: eventLog.entries.at(-1)?.id ?? noRecord,
    ...platformEventFiltering.progress.value,
  }),
});
