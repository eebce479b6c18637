import { command } from "../../command.ts";
import { u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { refuseOtherEntity, settingOf, thermalLimitFields } from "./thermal-limit-fields.ts";

export const setThermalLimit = command({
  name: "Set Thermal Limit",
  section: "6.7.2",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x0b,
  privilege: Privilege.Operator,
  request: layout({ entityId: u8, instance: u8, ...thermalLimitFields }),
  response: empty,
  handle({ thermalLimit }, { entityId, instance, ...limit }) {
    const refusal = refuseOtherEntity(entityId, instance);
    if (refusal) return refusal;
    thermalLimit.set(settingOf(limit));
    return {};
  },
});
