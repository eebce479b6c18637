import { command } from "../../command.ts";
import { bits, byte, choice } from "../../layout/byte.ts";
import { optional, u8 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const noStatus = 0x00;

/** Alerts are not offered, so there is never one under way. */
export const alertImmediate = command({
  name: "Alert Immediate",
  section: "30.7",
  netFn: NetFn.SensorEvent,
  cmd: 0x16,
  privilege: Privilege.Administrator,
  request: layout({
    channel: byte({ number: bits(3, 0) }),
    destination: byte({
      operation: choice(7, 6, { initiate: 0, getStatus: 1, clearStatus: 2 }),
      selector: bits(3, 0),
    }),
    alertString: u8,
    generator: optional(u8),
    revision: optional(u8),
    sensorType: optional(u8),
    sensorNumber: optional(u8),
    trigger: optional(u8),
    data1: optional(u8),
    data2: optional(u8),
    data3: optional(u8),
  }),
  response: layout({ status: u8 }),
  handle: (_, { destination }) =>
    destination.operation === "initiate"
      ? refuse(CompletionCode.SubFunctionUnavailable)
      : { status: noStatus },
});
