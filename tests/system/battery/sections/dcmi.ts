import { ipmitool } from "../client.ts";
import { because } from "../reasons.ts";
import { rowsOf, type Section } from "../row.ts";

const { works, refused } = rowsOf(ipmitool);

export const dcmi: Section = {
  name: "dcmi",
  rows: [
    works("dcmi discover", /Supported DCMI capabilities:/, /Power management available/),
    works(
      "dcmi power reading",
      /Instantaneous power reading: +\d+ Watts/,
      /Power reading state is: +activated/,
    ),
    works("dcmi power get_limit", /Power Limit: +\d+ Watts/),
    works("dcmi sensors", /Inlet: [1-9]\d* temperature sensors? found/),
    works("dcmi asset_tag", /Asset tag: /),
    works("dcmi set_asset_tag vm1", /Set Asset Tag: vm1/),
    works("dcmi asset_tag", /Asset tag: vm1/),
    works("dcmi get_mc_id_string", /Get Management Controller Identifier String: \S/),
    works("dcmi set_mc_id_string vm1", /Set Management Controller Identifier String Command: vm1/),
    works("dcmi get_mc_id_string", /Get Management Controller Identifier String: vm1/),
    refused(because.argumentsAreMissing, "dcmi thermalpolicy get", /^Get <entityID> <instanceID>$/m),
    works("dcmi thermalpolicy get 0x40 1", /Persistence flag/),
    works("dcmi get_temp_reading", /Entity ID\s+Entity Instance\s+Temp\. Readings/, /Inlet/),
    works("dcmi get_conf_param", /DHCP Discovery method/),
    refused(because.oem, "nm discover", /NM request failed because: /),
  ],
};
