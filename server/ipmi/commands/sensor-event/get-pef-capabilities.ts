import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { filterCount } from "../../pef/pef-configuration.ts";
import { Privilege } from "../../session/privilege.ts";

/** The BCD digits of 1.5, the lower one first. */
const pefVersion = 0x51;

export const getPefCapabilities = command({
  name: "Get PEF Capabilities",
  section: "30.1",
  netFn: NetFn.SensorEvent,
  cmd: 0x10,
  privilege: Privilege.User,
  request: empty,
  response: layout({
    version: u8,
    actions: byte({
      diagnosticInterrupt: bit(5),
      powerCycle: bit(3),
      reset: bit(2),
      powerOff: bit(1),
    }),
    filters: u8,
  }),
  handle: () => ({
    version: pefVersion,
    actions: { diagnosticInterrupt: true, powerCycle: true, reset: true, powerOff: true },
    filters: filterCount,
  }),
});
