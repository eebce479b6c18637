import { command } from "../../command.ts";
import { bytes, u8, u16, u32 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const eventDataLength = 3;

/** Stops the repetition of an alert; as there are none, whichever it is has stopped. */
export const petAcknowledge = command({
  name: "PET Acknowledge",
  section: "30.8",
  netFn: NetFn.SensorEvent,
  cmd: 0x17,
  privilege: Privilege.User,
  request: layout({
    sequence: u16,
    timestamp: u32,
    sourceType: u8,
    sensorDevice: u8,
    sensorNumber: u8,
    eventData: bytes(eventDataLength),
  }),
  response: empty,
  handle: () => ({}),
});
