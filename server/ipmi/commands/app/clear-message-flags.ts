import { command } from "../../command.ts";
import { u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

/** There is nothing to clear: no queue or buffer of this BMC ever holds a message. */
export const clearMessageFlags = command({
  name: "Clear Message Flags",
  section: "22.3",
  netFn: NetFn.App,
  cmd: 0x30,
  privilege: Privilege.Administrator,
  systemInterfaceOnly: true,
  request: layout({ flags: u8 }),
  response: empty,
  handle: () => ({}),
});
