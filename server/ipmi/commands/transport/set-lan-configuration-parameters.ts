import { Channel } from "../../channel.ts";
import { CompletionCode, type Refusal, refuse } from "../../message/completion-code.ts";
import { setParameters } from "./channel-parameters.ts";
import { lanConfigurationParameters } from "./lan-configuration-parameters.ts";

/** ipmitool takes CCh for a BMC that is not ready and asks for half a minute; C9h it takes for what it is. */
const told = (refusal: Refusal): Refusal =>
  refusal.completionCode === CompletionCode.InvalidDataField
    ? refuse(CompletionCode.ParameterOutOfRange)
    : refusal;

export const setLanConfigurationParameters = setParameters({
  name: "Set LAN Configuration Parameters",
  section: "23.1",
  cmd: 0x01,
  channel: Channel.Lan,
  table: lanConfigurationParameters,
  told,
});
