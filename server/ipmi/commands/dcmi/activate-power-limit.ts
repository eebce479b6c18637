import { command } from "../../command.ts";
import { bit, byte } from "../../layout/byte.ts";
import { reserved } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { Group, NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

export const activatePowerLimit = command({
  name: "Activate/Deactivate Power Limit",
  section: "6.6.4",
  netFn: NetFn.GroupExtension,
  group: Group.Dcmi,
  cmd: 0x05,
  privilege: Privilege.Operator,
  request: layout({ limit: byte({ active: bit(0) }), reserved: reserved(2) }),
  response: empty,
  handle({ powerLimit }, { limit }) {
    if (limit.active && powerLimit.value.watts === 0)
      return refuse(CompletionCode.NotSupportedInPresentState);
    powerLimit.change({ active: limit.active });
    return {};
  },
});
