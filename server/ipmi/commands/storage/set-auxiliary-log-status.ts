import { command } from "../../command.ts";
import { u32 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { auxiliaryLogType } from "./auxiliary-log.ts";

export const setAuxiliaryLogStatus = command({
  name: "Set Auxiliary Log Status",
  section: "31.13",
  netFn: NetFn.Storage,
  cmd: 0x5b,
  privilege: Privilege.Administrator,
  request: layout({ log: auxiliaryLogType, timestamp: u32, entries: u32 }),
  response: empty,
  handle({ auxiliaryLog }, { timestamp, entries }) {
    auxiliaryLog.save({ timestamp, entries });
    return {};
  },
});
