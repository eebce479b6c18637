import { command } from "../../command.ts";
import { bytes } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { selRecordLength } from "../storage/sel-record.ts";

const bufferEmpty = 0x80;

export const readEventMessageBuffer = command({
  name: "Read Event Message Buffer",
  section: "22.8",
  netFn: NetFn.App,
  cmd: 0x35,
  privilege: Privilege.Administrator,
  systemInterfaceOnly: true,
  request: empty,
  response: layout({ event: bytes(selRecordLength) }),
  handle({ systemInterface }) {
    const event = systemInterface.takeEventMessage();
    return event ? { event } : refuse(bufferEmpty);
  },
});
