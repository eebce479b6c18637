import type { DiscreteSensor } from "../../bmc/discrete-sensors.ts";
import { bit, bits, byte } from "../layout/byte.ts";
import { reserved, u8, u16 } from "../layout/fields.ts";
import { layout } from "../layout/layout.ts";
import { bmcAddress, type SdrBody, sdrBody } from "./record.ts";

const compactSensorRecord = 0x02;
const eventOnlyRecord = 0x03;
const noReading = 0b11;
const globalDisableOnly = 0b10;
/** A record that stands for one sensor. */
const sharing = { modifier: 0, count: 1 };

const recordSharing = {
  sharing: byte({ modifier: bits(5, 4), count: bits(3, 0) }),
  instanceSharing: u8,
};

/** Compact Sensor Record (IPMI 2.0 table 43-2), from its key to its text. */
const compactKey = layout({
  ownerId: u8,
  ownerLun: u8,
  number: u8,
  entityId: u8,
  entityInstance: u8,
  initialization: byte({ eventsAtPowerUp: bit(1), scanningAtPowerUp: bit(0) }),
  capabilities: byte({
    autoRearm: bit(6),
    hysteresis: bits(5, 4),
    thresholds: bits(3, 2),
    eventControl: bits(1, 0),
  }),
  sensorType: u8,
  eventType: u8,
  assertionMask: u16,
  deassertionMask: u16,
  readingMask: u16,
  units: byte({ format: bits(7, 6) }),
  unit: u8,
  modifierUnit: u8,
  ...recordSharing,
  hysteresis: reserved(2),
  reserved: reserved(3),
  oem: u8,
});

/** Event-Only Record (IPMI 2.0 table 43-3), from its key to its text. */
const eventOnlyKey = layout({
  ownerId: u8,
  ownerLun: u8,
  number: u8,
  entityId: u8,
  entityInstance: u8,
  sensorType: u8,
  eventType: u8,
  ...recordSharing,
  reserved: reserved(1),
  oem: u8,
});

/** The states that a sensor tells of, as bits. */
export const stateMask = ({ states }: DiscreteSensor): number =>
  Object.values(states).reduce((mask, offset) => mask | (1 << offset), 0);

const keyOf = ({ number, entity, sensorType, eventType }: DiscreteSensor) => ({
  ...{ ownerId: bmcAddress, ownerLun: 0, number, entityId: entity.id, entityInstance: entity.instance },
  ...{ sensorType, eventType, sharing, instanceSharing: 0, oem: 0 },
});

/** A sensor that has a state at any time can be read; one that tells of moments has events only. */
export function discreteSensorRecordOf(sensor: DiscreteSensor): SdrBody {
  if (!sensor.present) return sdrBody(eventOnlyRecord, eventOnlyKey, keyOf(sensor), sensor.name);
  const mask = stateMask(sensor);
  return sdrBody(
    compactSensorRecord,
    compactKey,
    {
      ...keyOf(sensor),
      initialization: { eventsAtPowerUp: true, scanningAtPowerUp: true },
      capabilities: { autoRearm: true, hysteresis: 0, thresholds: 0, eventControl: globalDisableOnly },
      ...{ assertionMask: mask, deassertionMask: mask, readingMask: mask },
      ...{ units: { format: noReading }, unit: 0, modifierUnit: 0 },
    },
    sensor.name,
  );
}
