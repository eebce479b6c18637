import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { bmcAddress, noReceiver } from "./event-receiver-address.ts";

export const getEventReceiver = command({
  name: "Get Event Receiver",
  section: "29.2",
  netFn: NetFn.SensorEvent,
  cmd: 0x01,
  privilege: Privilege.User,
  request: empty,
  response: layout({ address: u8, receiver: byte({ lun: bits(1, 0) }) }),
  handle: ({ eventReceiver }) => ({
    address: eventReceiver.takesOwn ? bmcAddress : noReceiver,
    receiver: { lun: 0 },
  }),
});
