import { Channel } from "../../channel.ts";
import { Privilege } from "../../session/privilege.ts";
import { getParameters } from "./channel-parameters.ts";
import { lanConfigurationParameters } from "./lan-configuration-parameters.ts";

export const getLanConfigurationParameters = getParameters({
  name: "Get LAN Configuration Parameters",
  section: "23.2",
  cmd: 0x02,
  privilege: Privilege.Operator,
  channel: Channel.Lan,
  table: lanConfigurationParameters,
});
