import { Channel } from "../../channel.ts";
import { Privilege } from "../../session/privilege.ts";
import { getParameters } from "./channel-parameters.ts";
import { solConfigurationParameters } from "./sol-configuration-parameters.ts";

export const getSolConfigurationParameters = getParameters({
  name: "Get SOL Configuration Parameters",
  section: "26.3",
  cmd: 0x22,
  privilege: Privilege.User,
  channel: Channel.Lan,
  table: solConfigurationParameters,
});
