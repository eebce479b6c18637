import { Channel, channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const suspendBmcArps = command({
  name: "Suspend BMC ARPs",
  section: "23.3",
  netFn: NetFn.Transport,
  cmd: 0x03,
  privilege: Privilege.Administrator,
  request: layout({
    channel: byte({ number: bits(3, 0) }),
    suspend: byte({ responses: bit(1), gratuitous: bit(0) }),
  }),
  response: layout({ arp: byte({ responds: bit(1), gratuitous: bit(0) }) }),
  // The kernel answers ARP whatever is asked here; the answer says so.
  handle: (context, { channel: { number } }) =>
    channelOf(context, number) === Channel.Lan
      ? { arp: { responds: true, gratuitous: false } }
      : refuse(CompletionCode.InvalidDataField),
});
