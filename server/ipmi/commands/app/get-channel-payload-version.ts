import { Channel, channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { PayloadType } from "../../session/header.ts";
import { Privilege } from "../../session/privilege.ts";

const payloadTypeNotAvailable = 0x80;
const knownTypes: ReadonlySet<number> = new Set(Object.values(PayloadType));

export const getChannelPayloadVersion = command({
  name: "Get Channel Payload Version",
  section: "24.9",
  netFn: NetFn.App,
  cmd: 0x4f,
  privilege: Privilege.User,
  request: layout({ channel: byte({ number: bits(3, 0) }), payload: byte({ type: bits(5, 0) }) }),
  response: layout({ version: byte({ major: bits(7, 4), minor: bits(3, 0) }) }),
  handle(context, { channel: { number }, payload }) {
    if (channelOf(context, number) !== Channel.Lan) return refuse(CompletionCode.InvalidDataField);
    if (!knownTypes.has(payload.type)) return refuse(payloadTypeNotAvailable);
    return { version: { major: 1, minor: 0 } };
  },
});
