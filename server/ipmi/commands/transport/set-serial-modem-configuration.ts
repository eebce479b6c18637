import { Channel, channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { serialModemConfigurationParameters } from "./serial-modem-configuration-parameters.ts";

export const setSerialModemConfiguration = command({
  name: "Set Serial/Modem Configuration",
  section: "25.1",
  netFn: NetFn.Transport,
  cmd: 0x10,
  privilege: Privilege.Administrator,
  request: layout({ channel: byte({ number: bits(3, 0) }), selector: u8, data: rest }),
  response: empty,
  async handle(context, { channel: { number }, selector, data }) {
    if (channelOf(context, number) !== Channel.Serial) return refuse(CompletionCode.InvalidDataField);
    return (await serialModemConfigurationParameters.set(context, selector, data)) ?? {};
  },
});
