import { Channel, channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { u16, u24 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const oemPayloadNotSupported = 0x80;

/** There are no OEM payloads. */
export const getChannelOemPayloadInfo = command({
  name: "Get Channel OEM Payload Info",
  section: "24.10",
  netFn: NetFn.App,
  cmd: 0x50,
  privilege: Privilege.User,
  request: layout({
    channel: byte({ number: bits(3, 0) }),
    payload: byte({ type: bits(5, 0) }),
    manufacturer: u24,
    payloadId: u16,
  }),
  response: empty,
  handle(context, { channel: { number } }) {
    const isThere = channelOf(context, number) === Channel.Lan;
    return refuse(isThere ? oemPayloadNotSupported : CompletionCode.InvalidDataField);
  },
});
