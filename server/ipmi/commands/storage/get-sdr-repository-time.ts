import { command } from "../../command.ts";
import { u32 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { timestamp } from "./sel-time.ts";

export const getSdrRepositoryTime = command({
  name: "Get SDR Repository Time",
  section: "33.17",
  netFn: NetFn.Storage,
  cmd: 0x28,
  privilege: Privilege.User,
  request: empty,
  response: layout({ time: u32 }),
  handle: ({ clock }) => ({ time: timestamp(clock.now()) }),
});
