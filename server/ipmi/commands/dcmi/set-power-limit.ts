import { command } from "../../command.ts";
import { reserved } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { refuse } from "../../message/completion-code.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { powerLimitFields } from "./power-limit-fields.ts";

const samplingPeriodOutOfRange = 0x89;

/** Sets a limit, which holds from its activation on; 0 W is none, and ends one that is active. */
export const setPowerLimit = command({
  name: "Set Power Limit",
  section: "6.6.3",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x04,
  privilege: Privilege.Operator,
  request: layout({ reserved: reserved(3), ...powerLimitFields }),
  response: empty,
  handle({ powerLimit }, { exception, watts, correctionTime, samplingPeriod }) {
    if (samplingPeriod === 0) return refuse(samplingPeriodOutOfRange);
    const active = powerLimit.value.active && watts > 0;
    powerLimit.change({ action: exception.action, watts, correctionTime, samplingPeriod, active });
    return {};
  },
});
