import { command } from "../../command.ts";
import { byte, choice } from "../../layout/byte.ts";
import { ascii, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

/** What keeps a stray request from emptying the log. */
const confirmation = "CLR";

export const clearSel = command({
  name: "Clear SEL",
  section: "31.9",
  netFn: NetFn.Storage,
  cmd: 0x47,
  privilege: Privilege.Operator,
  request: layout({
    reservation: u16,
    confirmation: ascii(confirmation.length),
    operation: byte({ kind: choice(7, 0, { initiate: 0xaa, getStatus: 0x00 }) }),
  }),
  response: layout({ erasure: byte({ progress: choice(3, 0, { completed: 1 }) }) }),
  handle({ eventReceiver, selDevice, origin }, { reservation, confirmation: word, operation }) {
    if (word !== confirmation) return refuse(CompletionCode.InvalidDataField);
    // The erasure itself ends the reservation, which who asks how far it is still names.
    if (operation.kind === "initiate") {
      if (!selDevice.holds(reservation)) return refuse(CompletionCode.ReservationInvalid);
      eventReceiver.clearLog(origin);
    }
    return { erasure: { progress: "completed" } };
  },
});
