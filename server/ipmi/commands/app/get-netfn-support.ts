import { channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { reserved, u32 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { channelField } from "./command-set.ts";

/** Whether all commands of a LUN are there for the channel, or the firewall takes some away. */
const unrestricted = 0x1;
const restricted = 0x2;
const otherLuns = 3;

export const getNetFnSupport = command({
  name: "Get NetFn Support",
  section: "21.2",
  netFn: NetFn.App,
  cmd: 0x09,
  privilege: Privilege.User,
  request: layout({ channel: channelField }),
  response: layout({
    luns: byte({ lun0: bits(1, 0) }),
    /** One bit for each pair of request and response. */
    lun0NetFns: u32,
    otherNetFns: reserved(otherLuns * u32.size),
  }),
  handle(context, { channel }) {
    const { firewall } = context;
    const number = channelOf(context, channel.number);
    if (number === undefined) return refuse(CompletionCode.InvalidDataField);
    const pairs = new Set(firewall.commands.map(({ netFn }) => netFn >> 1));
    return {
      luns: { lun0: firewall.isOpen(number) ? unrestricted : restricted },
      lun0NetFns: [...pairs].reduce((mask, pair) => mask + 2 ** pair, 0),
    };
  },
});
