import { command } from "../../command.ts";
import { bits, byte } from "../../layout/byte.ts";
import { u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { CompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";
import { bmcAddress, noReceiver } from "./event-receiver-address.ts";

/** The receiver is this BMC or nobody: there is no bus on which there could be another. */
export const setEventReceiver = command({
  name: "Set Event Receiver",
  section: "29.1",
  netFn: NetFn.SensorEvent,
  cmd: 0x00,
  privilege: Privilege.Administrator,
  request: layout({ address: u8, receiver: byte({ lun: bits(1, 0) }) }),
  response: empty,
  handle({ eventReceiver }, { address, receiver }) {
    const known = address === noReceiver || (address === bmcAddress && receiver.lun === 0);
    if (!known) return refuse(CompletionCode.InvalidDataField);
    eventReceiver.takesOwn = address === bmcAddress;
    return {};
  },
});
