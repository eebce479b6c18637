import { Channel } from "../../channel.ts";
import { setParameters } from "./channel-parameters.ts";
import { solConfigurationParameters } from "./sol-configuration-parameters.ts";

export const setSolConfigurationParameters = setParameters({
  name: "Set SOL Configuration Parameters",
  section: "26.2",
  cmd: 0x21,
  channel: Channel.Lan,
  table: solConfigurationParameters,
});
