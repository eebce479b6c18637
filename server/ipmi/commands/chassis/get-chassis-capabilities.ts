import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { deviceAddresses } from "./chassis-capabilities.ts";

export const getChassisCapabilities = command({
  name: "Get Chassis Capabilities",
  section: "28.1",
  netFn: NetFn.Chassis,
  cmd: 0x00,
  privilege: Privilege.User,
  request: empty,
  response: layout({
    provides: byte({
      powerInterlock: bit(3),
      diagnosticInterrupt: bit(2),
      frontPanelLockout: bit(1),
      intrusionSensor: bit(0),
    }),
    ...deviceAddresses,
    bridgeAddress: u8,
  }),
  handle({ chassisCapabilities }) {
    const { frontPanelLockout, intrusionSensor, ...addresses } = chassisCapabilities.value;
    return {
      provides: { powerInterlock: false, diagnosticInterrupt: true, frontPanelLockout, intrusionSensor },
      ...addresses,
    };
  },
});
