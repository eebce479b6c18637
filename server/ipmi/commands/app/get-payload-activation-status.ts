import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { u16 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { PayloadType } from "../../session/header.ts";
import { Privilege } from "../../session/privilege.ts";
import type { SerialOverLan } from "../../sol/serial-over-lan.ts";

/** Bit 0 stands for instance 1. */
function activeInstances({ activations }: SerialOverLan): number {
  let mask = 0;
  for (const { instance } of activations) mask |= 1 << (instance - 1);
  return mask;
}

export const getPayloadActivationStatus = command({
  name: "Get Payload Activation Status",
  section: "24.4",
  netFn: NetFn.App,
  cmd: 0x4a,
  privilege: Privilege.User,
  request: layout({ payload: byte({ type: bits(5, 0) }) }),
  response: layout({ capacity: byte({ instances: bits(3, 0) }), activeInstances: u16 }),
  handle({ serialOverLan }, { payload }) {
    if (payload.type !== PayloadType.sol) return { capacity: { instances: 0 }, activeInstances: 0 };
    return {
      capacity: { instances: serialOverLan.capacity },
      activeInstances: activeInstances(serialOverLan),
    };
  },
});
