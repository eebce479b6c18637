import { Channel } from "../../channel.ts";
import { setParameters } from "./channel-parameters.ts";
import { serialModemConfigurationParameters } from "./serial-modem-configuration-parameters.ts";

export const setSerialModemConfiguration = setParameters({
  name: "Set Serial/Modem Configuration",
  section: "25.1",
  cmd: 0x10,
  channel: Channel.Serial,
  table: serialModemConfigurationParameters,
});
