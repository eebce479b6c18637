import { command } from "../../command.ts";
import { u16 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const reserveSdrRepository = command({
  name: "Reserve SDR Repository",
  section: "33.11",
  netFn: NetFn.Storage,
  cmd: 0x22,
  privilege: Privilege.User,
  request: empty,
  response: layout({ reservation: u16 }),
  handle: ({ sdrRepository }) => ({ reservation: sdrRepository.reserve() }),
});
