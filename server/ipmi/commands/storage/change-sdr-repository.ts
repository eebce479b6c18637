import { command } from "../../command.ts";
import { byte, choice } from "../../layout/byte.ts";
import { ascii, rest, u8, u16 } from "../../layout/fields.ts";
import { empty, type Layout, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

/** A command that would change the records, which nobody can; what is wrong with a request is said first. */
const change = <Req extends Readonly<Record<string, unknown>>>(
  cmd: number,
  section: string,
  name: string,
  request: Layout<Req>,
) =>
  command({
    name,
    section,
    netFn: NetFn.Storage,
    cmd,
    privilege: Privilege.Operator,
    request,
    response: empty,
    handle({ sdrRepository }, { reservation }) {
      const isHeld = typeof reservation !== "number" || sdrRepository.holds(reservation);
      return refuse(isHeld ? CompletionCode.SubFunctionUnavailable : CompletionCode.ReservationInvalid);
    },
  });

export const addSdr = change(0x24, "33.13", "Add SDR", layout({ record: rest }));

export const partialAddSdr = change(
  0x25,
  "33.14",
  "Partial Add SDR",
  layout({ reservation: u16, recordId: u16, offset: u8, progress: u8, data: rest }),
);

export const deleteSdr = change(0x26, "33.15", "Delete SDR", layout({ reservation: u16, recordId: u16 }));

export const clearSdrRepository = change(
  0x27,
  "33.16",
  "Clear SDR Repository",
  layout({
    reservation: u16,
    confirmation: ascii(3),
    operation: byte({ kind: choice(7, 0, { initiate: 0xaa, getStatus: 0x00 }) }),
  }),
);

export const enterSdrRepositoryUpdateMode = change(0x2a, "33.19", "Enter SDR Repository Update Mode", empty);

export const exitSdrRepositoryUpdateMode = change(0x2b, "33.20", "Exit SDR Repository Update Mode", empty);
