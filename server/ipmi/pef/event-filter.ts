import { offsetOf, type SystemEvent } from "../../bmc/event-log-record.ts";
import { bit, bits, byte } from "../layout/byte.ts";
import { u8, u16 } from "../layout/fields.ts";
import { type Decoded, layout, nested } from "../layout/layout.ts";

/** Which of the bits of an event data byte count, and what they have to be (IPMI 2.0 §17.8). */
const dataMask = layout({ and: u8, compare1: u8, compare2: u8 });
type DataMask = Decoded<typeof dataMask>;

/** An entry of the event filter table (IPMI 2.0 table 17-2). */
export const eventFilter = layout({
  configuration: byte({ enabled: bit(7), type: bits(6, 5) }),
  action: byte({
    groupControl: bit(6),
    diagnosticInterrupt: bit(5),
    oem: bit(4),
    powerCycle: bit(3),
    reset: bit(2),
    powerOff: bit(1),
    alert: bit(0),
  }),
  policy: u8,
  severity: u8,
  generatorLow: u8,
  generatorHigh: u8,
  sensorType: u8,
  sensorNumber: u8,
  trigger: u8,
  offsets: u16,
  data1: nested(dataMask),
  data2: nested(dataMask),
  data3: nested(dataMask),
});
export type EventFilter = Decoded<typeof eventFilter>;

const any = 0xff;
const accepts = (wanted: number, is: number): boolean => wanted === any || wanted === is;
const deassertion = 0x80;

/** Whether the filter is for this event. */
export function matches(filter: EventFilter, event: SystemEvent): boolean {
  const trigger = event.eventType | (event.asserted ? 0 : deassertion);
  const [data1, data2, data3] = event.data;
  return (
    accepts(filter.generatorLow, event.generator & 0xff) &&
    accepts(filter.generatorHigh, event.generator >> 8) &&
    accepts(filter.sensorType, event.sensorType) &&
    accepts(filter.sensorNumber, event.sensorNumber) &&
    accepts(filter.trigger, trigger) &&
    ((filter.offsets >> offsetOf(event)) & 1) === 1 &&
    fits(filter.data1, data1) &&
    fits(filter.data2, data2) &&
    fits(filter.data3, data3)
  );
}

/** Bits that are set in compare 1 must all be as in compare 2; of the others that compare 2 names, one must be set. */
function fits({ and, compare1, compare2 }: DataMask, data: number): boolean {
  const masked = data & and;
  const alternatives = ~compare1 & compare2;
  const exact = ((masked ^ compare2) & compare1) === 0;
  return exact && (alternatives === 0 || (masked & alternatives) !== 0);
}
