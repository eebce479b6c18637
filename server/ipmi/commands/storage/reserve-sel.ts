import { command } from "../../command.ts";
import { u16 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const reserveSel = command({
  name: "Reserve SEL",
  section: "31.4",
  netFn: NetFn.Storage,
  cmd: 0x42,
  privilege: Privilege.User,
  request: empty,
  response: layout({ reservation: u16 }),
  handle: ({ selDevice }) => ({ reservation: selDevice.reserve() }),
});
