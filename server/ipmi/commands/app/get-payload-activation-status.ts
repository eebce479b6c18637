import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { PayloadType } from "../../session/header.ts";
import { Privilege } from "../../session/privilege.ts";

export const getPayloadActivationStatus = command({
  name: "Get Payload Activation Status",
  section: "24.4",
  netFn: NetFn.App,
  cmd: 0x4a,
  privilege: Privilege.User,
  request: layout({ payload: byte({ type: bits(5, 0) }) }),
  response: layout({ capacity: byte({ instances: bits(3, 0) }), activeInstances: u16 }),
  handle({ serialOverLan }, { payload }) {
    const isSol = payload.type === PayloadType.sol;
    return {
      capacity: { instances: isSol ? 1 : 0 },
      activeInstances: isSol && serialOverLan.owner ? 1 << (serialOverLan.instance - 1) : 0,
    };
  },
});
