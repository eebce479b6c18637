import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

/** Named states, "no change" apart (IPMI 2.0 table 20-6). */
const systemStates: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0x0a, 0x20, 0x21, 0x2a]);
const deviceStates: ReadonlySet<number> = new Set([0, 1, 2, 3, 0x2a]);
const noChange = 0x7f;

const state = byte({ isSet: bit(7), number: bits(6, 0) });

export const setAcpiPowerState = command({
  name: "Set ACPI Power State",
  section: "20.6",
  netFn: NetFn.App,
  cmd: 0x06,
  privilege: Privilege.Administrator,
  request: layout({ system: state, device: state }),
  response: empty,
  handle({ acpiPowerState }, { system, device }) {
    const setsSystem = system.isSet && system.number !== noChange;
    const setsDevice = device.isSet && device.number !== noChange;
    const known =
      (!setsSystem || systemStates.has(system.number)) && (!setsDevice || deviceStates.has(device.number));
    if (!known) return refuse(CompletionCode.InvalidDataField);
    if (setsSystem) acpiPowerState.system = system.number;
    if (setsDevice) acpiPowerState.device = device.number;
    return {};
  },
});
