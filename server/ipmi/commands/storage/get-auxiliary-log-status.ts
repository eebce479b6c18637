import { command } from "../../command.ts";
import { u32 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { auxiliaryLogType } from "./auxiliary-log.ts";

export const getAuxiliaryLogStatus = command({
  name: "Get Auxiliary Log Status",
  section: "31.12",
  netFn: NetFn.Storage,
  cmd: 0x5a,
  privilege: Privilege.User,
  request: layout({ log: auxiliaryLogType }),
  response: layout({ timestamp: u32, entries: u32 }),
  handle: ({ auxiliaryLog }) => auxiliaryLog.value,
});
