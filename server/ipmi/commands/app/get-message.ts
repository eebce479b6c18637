import { command } from "../../command.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const queueEmpty = 0x80;

/** The queue is always empty: there is no channel from which a message could come for the machine. */
export const getMessage = command({
  name: "Get Message",
  section: "22.6",
  netFn: NetFn.App,
  cmd: 0x33,
  privilege: Privilege.Administrator,
  systemInterfaceOnly: true,
  request: empty,
  response: layout({ channel: u8, message: rest }),
  handle: () => refuse(queueEmpty),
});
