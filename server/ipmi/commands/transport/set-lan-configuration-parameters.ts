import { Channel, channelOf } from "../../channel.ts";
import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { rest, u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, type Refusal, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { lanConfigurationParameters } from "./lan-configuration-parameters.ts";

export const setLanConfigurationParameters = command({
  name: "Set LAN Configuration Parameters",
  section: "23.1",
  netFn: NetFn.Transport,
  cmd: 0x01,
  privilege: Privilege.Administrator,
  request: layout({ channel: byte({ number: bits(3, 0) }), selector: u8, data: rest }),
  response: empty,
  async handle(context, { channel: { number }, selector, data }) {
    if (channelOf(context, number) !== Channel.Lan) return refuse(CompletionCode.InvalidDataField);
    const refusal = await lanConfigurationParameters.set(context, selector, data);
    return refusal ? told(refusal) : {};
  },
});

/** ipmitool takes CCh for a BMC that is not ready and asks for half a minute; C9h it takes for what it is. */
const told = (refusal: Refusal): Refusal =>
  refusal.completionCode === CompletionCode.InvalidDataField
    ? refuse(CompletionCode.ParameterOutOfRange)
    : refusal;
