import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { optional, u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { deviceAddresses } from "./chassis-capabilities.ts";

export const setChassisCapabilities = command({
  name: "Set Chassis Capabilities",
  section: "28.7",
  netFn: NetFn.Chassis,
  cmd: 0x05,
  privilege: Privilege.Administrator,
  request: layout({
    provides: byte({ frontPanelLockout: bit(1), intrusionSensor: bit(0) }),
    ...deviceAddresses,
    bridgeAddress: optional(u8),
  }),
  response: empty,
  handle({ chassisCapabilities }, { provides, ...addresses }) {
    chassisCapabilities.save({ ...chassisCapabilities.value, ...provides, ...addresses });
    return {};
  },
});
