import { command } from "../../command.ts";
import { u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const setPowerCycleInterval = command({
  name: "Set Power Cycle Interval",
  section: "28.9",
  netFn: NetFn.Chassis,
  cmd: 0x0b,
  privilege: Privilege.Administrator,
  request: layout({ seconds: u8 }),
  response: empty,
  handle({ machine }, { seconds }) {
    machine.setCycleSeconds(seconds);
    return {};
  },
});
