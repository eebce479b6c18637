import { ipmitool } from "../client.ts";
import { because } from "../reasons.ts";
import { rowsOf, type Section } from "../row.ts";

const { works, refused } = rowsOf(ipmitool);

export const pef: Section = {
  name: "pef",
  rows: [
    works("pef info", /^ 0x51 \| \d+ \| \d+ \| [\da-f-]{36} \| Power-off,Reset,Power-cycle,/m),
    works(
      "pef status",
      /^ \d\d\/\d\d\/\d\d \d\d:\d\d:\d\d UTC \| 0x[\da-f]{4} \| 0x[\da-f]{4} \| 0x[\da-f]{4}$/m,
    ),
    refused(because.clientKnowsNoSuchCommand, "pef list", /^Invalid PEF command: 'list'$/m),
    works("pef filter list", /^ 1 \| (disabled|enabled|active), /m),
    works("pef policy list", /^ 1 \| 0 \| (disabled|enabled|active) \| .*802\.3 LAN/m),
  ],
};
