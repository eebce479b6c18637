import { command } from "../../command.ts";
import { reserved } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { refuse } from "../../message/completion-code.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { powerLimitFields } from "./power-limit-fields.ts";

const noActiveLimit = 0x80;

const response = layout({ reserved: reserved(2), ...powerLimitFields });

export const getPowerLimit = command({
  name: "Get Power Limit",
  section: "6.6.2",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x03,
  privilege: Privilege.User,
  request: layout({ reserved: reserved(2) }),
  response,
  handle({ powerLimit }) {
    const { action, active, watts, correctionTime, samplingPeriod } = powerLimit.value;
    const limit = { exception: { action }, watts, correctionTime, samplingPeriod };
    return active ? limit : refuse(noActiveLimit, response.encode(limit));
  },
});
