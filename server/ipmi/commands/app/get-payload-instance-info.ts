import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { reserved, u8, u32 } from "../../layout/fields.ts";
import { layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { PayloadType } from "../../session/header.ts";
import { Privilege } from "../../session/privilege.ts";

const inactive = 0;
const firstSerialPort = 1;

export const getPayloadInstanceInfo = command({
  name: "Get Payload Instance Info",
  section: "24.5",
  netFn: NetFn.App,
  cmd: 0x4b,
  privilege: Privilege.User,
  request: layout({ payload: byte({ type: bits(5, 0) }), instance: byte({ number: bits(3, 0) }) }),
  response: layout({ sessionId: u32, serialPort: u8, reserved: reserved(7) }),
  handle({ serialOverLan }, { payload, instance }) {
    const isSol = payload.type === PayloadType.sol && instance.number <= serialOverLan.capacity;
    const active = isSol ? serialOverLan.find(instance.number) : undefined;
    return { sessionId: active?.owner.id ?? inactive, serialPort: isSol ? firstSerialPort : 0 };
  },
});
