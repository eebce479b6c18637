import type { Events, Threshold } from "../events/events.ts";
import { EventType } from "./discrete-sensors.ts";
import type { TellingEvent } from "./event-log-receiver.ts";
import { bmcGenerator, eventRevision, unspecified } from "./event-log-record.ts";
import { declarations } from "./sensors/declarations.ts";
import { countsOf } from "./sensors/scale.ts";
import type { Quantity } from "./sensors/sensor-declaration.ts";

/** Sensor types (IPMI 2.0 table 42-3); 0Bh is for all that have no type of their own. */
const sensorTypes: Record<Quantity, number> = {
  temperature: 0x01,
  voltage: 0x02,
  rotation: 0x04,
  power: 0x0b,
  utilization: 0x0b,
  throughput: 0x0b,
  packetRate: 0x0b,
};
const otherUnits = 0x0b;

/** Offsets of threshold events: each threshold's "going low", and after it its "going high". */
const thresholdOffsets: Record<Threshold, number> = {
  lowerNonCritical: 0,
  lowerCritical: 2,
  lowerNonRecoverable: 4,
  upperNonCritical: 7,
  upperCritical: 9,
  upperNonRecoverable: 11,
};

const limitExceededOffset = 1;

/** Event data 2 is the reading and event data 3 the threshold, both as the sensor counts (table 29-6). */
const readingAndLimit = 0x50;

interface Measured {
  /** The sensor's number. */
  readonly sensor: number;
  readonly reading: number;
  readonly limit: number;
}

function measuredEvent({ sensor, reading, limit }: Measured, eventType: number, offset: number) {
  const declaration = declarations.find(({ number }) => number === sensor);
  const counts = (value: number) => (declaration ? countsOf(declaration.factors, value) : unspecified);
  return {
    generator: bmcGenerator,
    revision: eventRevision,
    sensorType: declaration ? sensorTypes[declaration.quantity] : otherUnits,
    sensorNumber: sensor,
    eventType,
    data: [declaration ? offset | readingAndLimit : offset, counts(reading), counts(limit)],
  } as const;
}

export function thresholdCrossed(event: Events["sensorThresholdCrossed"]): readonly TellingEvent[] {
  const { name, threshold, asserted, reading, limit, unit, severity } = event;
  const where = asserted ? "beyond" : "back within";
  return [
    {
      ...measuredEvent(event, EventType.Threshold, thresholdOffsets[threshold]),
      asserted,
      severity: asserted ? severity : "OK",
      message: `${name} is ${where} its limit of ${limit} ${unit}: ${reading} ${unit}.`,
    },
  ];
}

export function limitExceeded(event: Events["sensorLimitExceeded"]): readonly TellingEvent[] {
  const { name, reading, limit, unit, action } = event;
  const consequence = action === "powerOff" ? " The machine is switched off." : "";
  return [
    {
      ...measuredEvent(event, EventType.Limit, limitExceededOffset),
      asserted: true,
      severity: "Critical",
      message: `${name} was above ${limit} ${unit} for too long: ${reading} ${unit}.${consequence}`,
    },
  ];
}
