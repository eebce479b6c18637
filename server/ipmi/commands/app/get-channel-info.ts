import { Channel, channelOf } from "../../channel.ts";
import { type CommandContext, command } from "../../command.ts";
import { bits, byte, choice } from "../../layout/byte.ts";
import { u8, u24 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

/** The enterprise number of IPMI itself: the protocols are the standard's own. */
const ipmiForum = 7154;
const noInterrupt = 0xff;

export const getChannelInfo = command({
  name: "Get Channel Info",
  section: "22.24",
  netFn: NetFn.App,
  cmd: 0x42,
  privilege: Privilege.User,
  request: layout({ channel: byte({ number: bits(3, 0) }) }),
  response: layout({
    channel: byte({ number: bits(3, 0) }),
    medium: byte({ type: choice(6, 0, { lan: 0x04, serial: 0x05, systemInterface: 0x0c }) }),
    protocol: byte({ type: choice(4, 0, { ipmb: 0x01, kcs: 0x05, terminalMode: 0x09 }) }),
    sessions: byte({ support: choice(7, 6, { none: 0, one: 1, many: 2 }), active: bits(5, 0) }),
    vendorId: u24,
    auxiliary1: u8,
    auxiliary2: u8,
  }),
  handle(context, { channel: { number } }) {
    const channel = channelOf(context, number);
    if (channel === undefined) return refuse(CompletionCode.InvalidDataField);
    return { channel: { number: channel }, vendorId: ipmiForum, ...factsOf(channel, context) };
  },
});

function factsOf(channel: number, { sessions }: CommandContext) {
  switch (channel) {
    case Channel.Lan:
      return {
        medium: { type: "lan" },
        protocol: { type: "ipmb" },
        sessions: { support: "many", active: sessions.list().length },
        auxiliary1: 0,
        auxiliary2: 0,
      } as const;
    case Channel.Serial:
      return {
        medium: { type: "serial" },
        protocol: { type: "terminalMode" },
        sessions: { support: "one", active: 0 },
        auxiliary1: 0,
        auxiliary2: 0,
      } as const;
    default:
      return {
        medium: { type: "systemInterface" },
        protocol: { type: "kcs" },
        sessions: { support: "none", active: 0 },
        auxiliary1: noInterrupt,
        auxiliary2: noInterrupt,
      } as const;
  }
}
