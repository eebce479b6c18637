import { channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { channelField } from "./command-set.ts";

const onLun0 = 0x1;

/** Whose commands NetFn.GroupExtension has, one at a time. There are none of OEMs. */
export const getOemNetFnIanaSupport = command({
  name: "Get OEM NetFn IANA Support",
  section: "21.11",
  netFn: NetFn.App,
  cmd: 0x64,
  privilege: Privilege.User,
  request: layout({
    channel: channelField,
    netFn: byte({ number: bits(5, 0) }),
    list: byte({ index: bits(5, 0) }),
  }),
  response: layout({ entry: byte({ isLast: bit(7) }), luns: byte({ lun0: bits(1, 0) }), definingBody: u8 }),
  handle(context, { channel, netFn, list: { index } }) {
    const groups = new Set(context.firewall.commands.map(({ group }) => group));
    const bodies = [...groups].filter(group => group !== undefined);
    const definingBody = (netFn.number & ~1) === NetFn.GroupExtension ? bodies[index] : undefined;
    if (channelOf(context, channel.number) === undefined || definingBody === undefined) {
      return refuse(CompletionCode.InvalidDataField);
    }
    return { entry: { isLast: index === bodies.length - 1 }, luns: { lun0: onLun0 }, definingBody };
  },
});
