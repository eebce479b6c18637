import { command } from "../../command.ts";
import { rest, u8, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { lastRecord } from "./sel-device.ts";
import { encodeSelRecord, selRecordLength } from "./sel-record.ts";

export const getSelEntry = command({
  name: "Get SEL Entry",
  section: "31.5",
  netFn: NetFn.Storage,
  cmd: 0x43,
  privilege: Privilege.User,
  request: layout({ reservation: u16, recordId: u16, offset: u8, count: u8 }),
  response: layout({ nextRecordId: u16, data: rest }),
  handle({ eventLog, selDevice }, { reservation, recordId, offset, count }) {
    // Only who reads in parts may get parts of two records by mistake.
    if (offset > 0 && !selDevice.holds(reservation)) return refuse(CompletionCode.ReservationInvalid);
    const entry = selDevice.find(recordId);
    if (!entry) return refuse(CompletionCode.NotPresent);
    if (offset >= selRecordLength) return refuse(CompletionCode.ParameterOutOfRange);
    return {
      nextRecordId: eventLog.after(entry)?.id ?? lastRecord,
      data: encodeSelRecord(entry).subarray(offset, offset + count),
    };
  },
});
