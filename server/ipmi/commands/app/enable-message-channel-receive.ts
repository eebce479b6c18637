import { Channel, channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bits, byte, choice } from "../../layout/byte.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

/** Nobody sends messages to the machine's software over LAN, so its queue has nothing to receive. */
export const enableMessageChannelReceive = command({
  name: "Enable Message Channel Receive",
  section: "22.5",
  netFn: NetFn.App,
  cmd: 0x32,
  privilege: Privilege.Administrator,
  systemInterfaceOnly: true,
  request: layout({
    channel: byte({ number: bits(3, 0) }),
    receive: byte({ state: choice(1, 0, { disable: 0, enable: 1, get: 2 }) }),
  }),
  response: layout({
    channel: byte({ number: bits(3, 0) }),
    receive: byte({ state: choice(0, 0, { disabled: 0, enabled: 1 }) }),
  }),
  handle(context, { channel: { number }, receive }) {
    if (channelOf(context, number) !== Channel.Lan) return refuse(CompletionCode.InvalidDataField);
    if (receive.state === "enable") return refuse(CompletionCode.SubFunctionUnavailable);
    return { channel: { number }, receive: { state: "disabled" } };
  },
});
