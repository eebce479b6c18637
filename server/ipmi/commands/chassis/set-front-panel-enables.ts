import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

/** The power button is the only one that the machine has. */
export const setFrontPanelEnables = command({
  name: "Set Front Panel Button Enables",
  section: "28.6",
  netFn: NetFn.Chassis,
  cmd: 0x0a,
  privilege: Privilege.Administrator,
  request: layout({
    disable: byte({ standby: bit(3), diagnosticInterrupt: bit(2), reset: bit(1), powerOff: bit(0) }),
  }),
  response: empty,
  handle({ machine }, { disable: { powerOff, ...others } }) {
    if (Object.values(others).includes(true)) return refuse(CompletionCode.InvalidDataField);
    machine.enablePowerOffButton(!powerOff);
    return {};
  },
});
