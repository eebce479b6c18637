import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const getMessageFlags = command({
  name: "Get Message Flags",
  section: "22.4",
  netFn: NetFn.App,
  cmd: 0x31,
  privilege: Privilege.Administrator,
  systemInterfaceOnly: true,
  request: empty,
  response: layout({
    flags: byte({
      watchdogPreTimeout: bit(3),
      eventMessageBufferFull: bit(1),
      receiveMessageAvailable: bit(0),
    }),
  }),
  handle: ({ systemInterface }) => ({ flags: systemInterface.flags }),
});
