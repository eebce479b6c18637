import { Channel, channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { solConfigurationParameters } from "./sol-configuration-parameters.ts";

export const setSolConfigurationParameters = command({
  name: "Set SOL Configuration Parameters",
  section: "26.2",
  netFn: NetFn.Transport,
  cmd: 0x21,
  privilege: Privilege.Administrator,
  request: layout({ channel: byte({ number: bits(3, 0) }), selector: u8, data: rest }),
  response: empty,
  async handle(context, { channel: { number }, selector, data }) {
    if (channelOf(context, number) !== Channel.Lan) return refuse(CompletionCode.InvalidDataField);
    return (await solConfigurationParameters.set(context, selector, data)) ?? {};
  },
});
