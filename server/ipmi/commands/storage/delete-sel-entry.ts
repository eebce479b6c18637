import { command } from "../../command.ts";
import { u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const deleteSelEntry = command({
  name: "Delete SEL Entry",
  section: "31.8",
  netFn: NetFn.Storage,
  cmd: 0x46,
  privilege: Privilege.Operator,
  request: layout({ reservation: u16, recordId: u16 }),
  response: layout({ recordId: u16 }),
  handle({ eventLog, selDevice }, { reservation, recordId }) {
    if (!selDevice.holds(reservation)) return refuse(CompletionCode.ReservationInvalid);
    const entry = selDevice.find(recordId);
    if (!entry) return refuse(CompletionCode.NotPresent);
    eventLog.delete(entry.id);
    return { recordId: entry.id };
  },
});
