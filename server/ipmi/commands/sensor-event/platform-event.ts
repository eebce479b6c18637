import { unspecified } from "../../../bmc/event-log-record.ts";
import { Channel } from "../../channel.ts";
import { command } from "../../command.ts";
import { bit, bits, byte } from "../../layout/byte.ts";
import { optional, rest, u8 } from "../../layout/fields.ts";
import { empty, layout } from "../../layout/layout.ts";
import { Misfit } from "../../layout/misfit.ts";
import { misfitCompletionCode, refuse } from "../../message/completion-code.ts";
import { NetFn } from "../../message/net-fn.ts";
import { Privilege } from "../../session/privilege.ts";

const eventMessage = layout({
  revision: u8,
  sensorType: u8,
  sensorNumber: u8,
  trigger: byte({ isDeassertion: bit(7), eventType: bits(6, 0) }),
  data1: u8,
  data2: optional(u8),
  data3: optional(u8),
});

/** Over the system interface the software says who it is; messages from elsewhere name their sender anyway. */
const generatorAndMessage = layout({ generator: u8, message: rest });

/** The remote console's software ID, and the channel that it sends by in the high half of the high byte. */
const remoteConsole = 0x81 | (Channel.Lan << 12);

export const platformEvent = command({
  name: "Platform Event",
  section: "29.3",
  netFn: NetFn.SensorEvent,
  cmd: 0x02,
  privilege: Privilege.Operator,
  request: layout({ data: rest }),
  response: empty,
  handle({ channel, eventReceiver }, { data }) {
    const isInBand = channel === Channel.SystemInterface;
    const sent = isInBand ? generatorAndMessage.decode(data) : { generator: remoteConsole, message: data };
    const event = sent instanceof Misfit ? sent : eventMessage.decode(sent.message);
    if (sent instanceof Misfit || event instanceof Misfit) return refuse(misfitCompletionCode.length);
    const { trigger, data1, data2 = unspecified, data3 = unspecified, ...rest } = event;
    const { eventType, isDeassertion } = trigger;
    const told = { ...rest, eventType, asserted: !isDeassertion, data: [data1, data2, data3] as const };
    // What the machine's own software tells is always logged (§22.1).
    eventReceiver.receive({ ...told, generator: sent.generator }, isInBand);
    return {};
  },
});
