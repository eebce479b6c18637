import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { optional, u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const defaultSeconds = 15;

export const chassisIdentify = command({
  name: "Chassis Identify",
  section: "28.5",
  netFn: NetFn.Chassis,
  cmd: 0x04,
  privilege: Privilege.Operator,
  request: layout({ seconds: optional(u8), force: optional(byte({ on: bit(0) })) }),
  response: empty,
  handle({ machine, origin }, { seconds = defaultSeconds, force }) {
    machine.setIdentify(force?.on ? Number.POSITIVE_INFINITY : seconds, origin);
    return {};
  },
});
