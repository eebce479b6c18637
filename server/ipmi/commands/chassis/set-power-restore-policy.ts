import { command } from "../../command.ts";
import { bit, byte, choice } from "../../layout/byte.ts";
import { layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { restorePolicies } from "./restore-policies.ts";

export const setPowerRestorePolicy = command({
  name: "Set Power Restore Policy",
  section: "28.8",
  netFn: NetFn.Chassis,
  cmd: 0x06,
  privilege: Privilege.Operator,
  request: layout({ restore: byte({ policy: choice(2, 0, { ...restorePolicies, noChange: 3 }) }) }),
  response: layout({ supports: byte({ alwaysOn: bit(2), previous: bit(1), alwaysOff: bit(0) }) }),
  handle({ machine, origin }, { restore: { policy } }) {
    if (policy !== "noChange") machine.setRestorePolicy(policy, origin);
    return { supports: { alwaysOn: true, previous: true, alwaysOff: true } };
  },
});
