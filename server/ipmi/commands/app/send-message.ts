import { channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { rest } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

/** There is nobody behind this BMC to bridge a message to: refused at once, so that no client waits. */
export const sendMessage = command({
  name: "Send Message",
  section: "22.7",
  netFn: NetFn.App,
  cmd: 0x34,
  privilege: Privilege.User,
  request: layout({ channel: byte({ tracking: bits(7, 6), number: bits(3, 0) }), message: rest }),
  response: empty,
  handle(context, { channel: { number } }) {
    const isThere = channelOf(context, number) !== undefined;
    return refuse(isThere ? CompletionCode.DestinationUnavailable : CompletionCode.InvalidDataField);
  },
});
