import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const state = byte({ number: bits(6, 0) });

export const getAcpiPowerState = command({
  name: "Get ACPI Power State",
  section: "20.7",
  netFn: NetFn.App,
  cmd: 0x07,
  privilege: Privilege.User,
  request: empty,
  response: layout({ system: state, device: state }),
  handle: ({ acpiPowerState: { system, device } }) => ({
    system: { number: system },
    device: { number: device },
  }),
});
