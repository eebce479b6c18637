import { Channel } from "../../channel.ts";
import { Privilege } from "../../session/privilege.ts";
import { getParameters } from "./channel-parameters.ts";
import { serialModemConfigurationParameters } from "./serial-modem-configuration-parameters.ts";

export const getSerialModemConfiguration = getParameters({
  name: "Get Serial/Modem Configuration",
  section: "25.2",
  cmd: 0x11,
  privilege: Privilege.Operator,
  channel: Channel.Serial,
  table: serialModemConfigurationParameters,
});
