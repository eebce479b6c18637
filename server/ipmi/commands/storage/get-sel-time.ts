import { command } from "../../command.ts";
import { u32 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { timestamp } from "./sel-time.ts";

export const getSelTime = command({
  name: "Get SEL Time",
  section: "31.10",
  netFn: NetFn.Storage,
  cmd: 0x48,
  privilege: Privilege.User,
  request: empty,
  response: layout({ time: u32 }),
  handle: ({ clock }) => ({ time: timestamp(clock.now()) }),
});
