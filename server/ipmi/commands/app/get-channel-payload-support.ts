import { Channel, channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { reserved, u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { PayloadType } from "../../session/header.ts";
import { Privilege } from "../../session/privilege.ts";

/** Session set-up payloads are counted from Open Session Request. */
const firstSetupType = PayloadType.openSessionRequest;
const setupTypes = [
  PayloadType.openSessionRequest,
  PayloadType.openSessionResponse,
  PayloadType.rakp1,
  PayloadType.rakp2,
  PayloadType.rakp3,
  PayloadType.rakp4,
];
const mask = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum | (1 << number), 0);

export const getChannelPayloadSupport = command({
  name: "Get Channel Payload Support",
  section: "24.8",
  netFn: NetFn.App,
  cmd: 0x4e,
  privilege: Privilege.User,
  request: layout({ channel: byte({ number: bits(3, 0) }) }),
  response: layout({ standardTypes: u16, setupTypes: u16, oemTypes: u16, reserved: reserved(2) }),
  handle(context, { channel: { number } }) {
    if (channelOf(context, number) !== Channel.Lan) return refuse(CompletionCode.InvalidDataField);
    return {
      standardTypes: mask([PayloadType.ipmi, PayloadType.sol]),
      setupTypes: mask(setupTypes.map(type => type - firstSetupType)),
      oemTypes: 0,
    };
  },
});
