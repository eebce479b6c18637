import { command } from "../../command.ts";
import { u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { bytesOf, refuseOtherEntity, thermalLimitFields } from "./thermal-limit-fields.ts";

export const getThermalLimit = command({
  name: "Get Thermal Limit",
  section: "6.7.1",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x0c,
  privilege: Privilege.User,
  request: layout({ entityId: u8, instance: u8 }),
  response: layout(thermalLimitFields),
  handle: ({ thermalLimit }, { entityId, instance }) =>
    refuseOtherEntity(entityId, instance) ?? bytesOf(thermalLimit.value),
});
