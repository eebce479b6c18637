import type { DiscreteSensor } from "./discrete-sensors.ts";

/** An event of a sensor, as system event records and event messages have it (IPMI 2.0 tables 29-5 and 32-1). */
export interface SystemEvent {
  /** Who tells of it: a controller's address or a software ID in the low byte, channel and LUN in the high one. */
  readonly generator: number;
  /** Of the event message's format. */
  readonly revision: number;
  readonly sensorType: number;
  readonly sensorNumber: number;
  readonly eventType: number;
  /** Whether the state began, or ended. */
  readonly asserted: boolean;
  /** Event data 1 to 3; the low half of the first is the state's offset. */
  readonly data: readonly [number, number, number];
}

/** What the BMC itself puts into its events. */
export const bmcGenerator = 0x0020;
export const eventRevision = 0x04;
export const unspecified = 0xff;

/** Record types (IPMI 2.0 §32): from `oemTimestamped` to below `oem` they have a time stamp, from there on none. */
export const RecordType = { System: 0x02, OemTimestamped: 0xc0, Oem: 0xe0 } as const;

/** Bytes that a record has behind its time stamp, and behind its type where it has no time stamp. */
const timestampedLength = 9;
const oemLength = 13;

const deasserted = 0x80;

export const hasTimestamp = (recordType: number): boolean => recordType < RecordType.Oem;

/** @returns nothing for a type that the standard reserves */
export function recordLength(recordType: number): number | undefined {
  if (recordType >= RecordType.Oem) return oemLength;
  return recordType === RecordType.System || recordType >= RecordType.OemTimestamped
    ? timestampedLength
    : undefined;
}

/** The event's offset among the states of its type. */
export const offsetOf = ({ data }: SystemEvent): number => data[0] & 0x0f;

/** What may stand in event data 2 and 3, as the bits of event data 1 say (IPMI 2.0 table 29-6). */
const sensorSpecificData = { second: 0xc0, third: 0x30 };

/** An event of one of the BMC's own sensors. */
export function eventOf<State extends string>(
  sensor: DiscreteSensor<State>,
  state: NoInfer<State>,
  { asserted = true, data2, data3 }: { asserted?: boolean; data2?: number; data3?: number } = {},
): SystemEvent {
  const second = data2 === undefined ? 0 : sensorSpecificData.second;
  const third = data3 === undefined ? 0 : sensorSpecificData.third;
  return {
    generator: bmcGenerator,
    revision: eventRevision,
    sensorType: sensor.sensorType,
    sensorNumber: sensor.number,
    eventType: sensor.eventType,
    asserted,
    data: [sensor.states[state] | second | third, data2 ?? unspecified, data3 ?? unspecified],
  };
}

export function encodeSystemEvent(event: SystemEvent): Buffer {
  const { generator, revision, sensorType, sensorNumber, eventType, asserted, data } = event;
  const direction = asserted ? 0 : deasserted;
  return Buffer.from([
    ...[generator & 0xff, generator >> 8, revision, sensorType, sensorNumber],
    ...[eventType | direction, ...data],
  ]);
}

/** @param bytes of a system event record, from the generator on */
export function decodeSystemEvent(bytes: Buffer): SystemEvent {
  const byte = (offset: number): number => bytes.readUInt8(offset);
  return {
    generator: bytes.readUInt16LE(0),
    revision: byte(2),
    sensorType: byte(3),
    sensorNumber: byte(4),
    eventType: byte(5) & ~deasserted,
    asserted: (byte(5) & deasserted) === 0,
    data: [byte(6), byte(7), byte(8)],
  };
}
