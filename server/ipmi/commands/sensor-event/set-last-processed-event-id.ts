import { command } from "../../command.ts";
import { byte, choice } from "../../layout/byte.ts";
import { u16 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const setLastProcessedEventId = command({
  name: "Set Last Processed Event ID",
  section: "30.5",
  netFn: NetFn.SensorEvent,
  cmd: 0x14,
  privilege: Privilege.Administrator,
  request: layout({ processed: byte({ by: choice(0, 0, { bySoftware: 0, byBmc: 1 }) }), recordId: u16 }),
  response: empty,
  handle({ platformEventFiltering: { progress } }, { processed, recordId }) {
    progress.save({ ...progress.value, [processed.by]: recordId });
    return {};
  },
});
