import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const clearMessageFlags = command({
  name: "Clear Message Flags",
  section: "22.3",
  netFn: NetFn.App,
  cmd: 0x30,
  privilege: Privilege.Administrator,
  systemInterfaceOnly: true,
  request: layout({ flags: byte({ watchdogPreTimeout: bit(3), eventMessageBuffer: bit(1) }) }),
  response: empty,
  handle({ systemInterface }, { flags }) {
    systemInterface.clear(flags);
    return {};
  },
});
