import { command } from "../../command.ts";
import { bytes, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { decodeSelRecord, selRecordLength } from "./sel-record.ts";

const recordTypeNotSupported = 0x80;

export const addSelEntry = command({
  name: "Add SEL Entry",
  section: "31.6",
  netFn: NetFn.Storage,
  cmd: 0x44,
  privilege: Privilege.Operator,
  request: layout({ record: bytes(selRecordLength) }),
  response: layout({ recordId: u16 }),
  handle({ eventLog }, { record }) {
    const entry = decodeSelRecord(record);
    return entry ? { recordId: eventLog.add(entry).id } : refuse(recordTypeNotSupported);
  },
});
