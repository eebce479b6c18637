import { command } from "../../command.ts";
import { byte, choice } from "../../layout/byte.ts";
import { rest, u8, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { decodeSelRecord, selRecordLength } from "./sel-record.ts";

const lengthMismatch = 0x80;

/** The number that a record has while it comes; it gets its own when it is complete. */
const inProgressId = 0x0000;

export const partialAddSelEntry = command({
  name: "Partial Add SEL Entry",
  section: "31.7",
  netFn: NetFn.Storage,
  cmd: 0x45,
  privilege: Privilege.Operator,
  request: layout({
    reservation: u16,
    recordId: u16,
    offset: u8,
    progress: byte({ part: choice(3, 0, { more: 0, last: 1 }) }),
    data: rest,
  }),
  response: layout({ recordId: u16 }),
  handle({ eventLog, selDevice }, { reservation, recordId, offset, progress, data }) {
    if (!selDevice.holds(reservation)) return refuse(CompletionCode.ReservationInvalid);
    if (recordId !== inProgressId) return refuse(CompletionCode.NotPresent);
    const record = selDevice.takePart(offset, data);
    if (!record) return refuse(lengthMismatch);
    if (progress.part === "more") return { recordId: inProgressId };
    selDevice.endParts();
    if (record.length !== selRecordLength) return refuse(lengthMismatch);
    const entry = decodeSelRecord(record);
    return entry ? { recordId: eventLog.add(entry).id } : refuse(CompletionCode.InvalidDataField);
  },
});
