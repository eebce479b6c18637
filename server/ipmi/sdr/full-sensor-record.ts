import { countsOf, mostCounts, widthInCounts } from "../../bmc/sensors/scale.ts";
import type { SensorDeclaration } from "../../bmc/sensors/sensor-declaration.ts";
import type { Threshold } from "../../events/events.ts";
import { bit, bits, byte } from "../layout/byte.ts";
import { reserved, u8, u16 } from "../layout/fields.ts";
import { layout } from "../layout/layout.ts";
import { Direction, readingFactorFields, readingFactorsOf } from "./reading-factors.ts";
import { bmcAddress, type SdrBody, sdrBody } from "./record.ts";
import { entityIds, eventMask, quantityCodes, thresholdMask } from "./sensor-codes.ts";

const fullSensorRecord = 0x01;
const thresholdEvents = 0x01;
const linear = 0;
const perSecond = 0b011;
const readableAndSettable = 0b10;

/** Full Sensor Record (IPMI 2.0 table 43-1), from its key to its text. */
const key = layout({
  ownerId: u8,
  ownerLun: u8,
  number: u8,
  entityId: u8,
  entityInstance: u8,
  initialization: byte({
    settable: bit(7),
    scanning: bit(6),
    events: bit(5),
    thresholds: bit(4),
    hysteresis: bit(3),
    sensorType: bit(2),
    eventsAtPowerUp: bit(1),
    scanningAtPowerUp: bit(0),
  }),
  capabilities: byte({
    ignoreWithoutEntity: bit(7),
    autoRearm: bit(6),
    hysteresis: bits(5, 4),
    thresholds: bits(3, 2),
    eventControl: bits(1, 0),
  }),
  sensorType: u8,
  eventType: u8,
  /** Bits 14 to 12: lower thresholds that a reading is held against. */
  assertionMask: u16,
  /** Bits 14 to 12: upper ones. */
  deassertionMask: u16,
  readableThresholds: u8,
  settableThresholds: u8,
  units: byte({ format: bits(7, 6), rate: bits(5, 3), modifier: bits(2, 1), percentage: bit(0) }),
  unit: u8,
  modifierUnit: u8,
  linearization: u8,
  ...readingFactorFields,
  analog: byte({ lowestNormal: bit(2), highestNormal: bit(1), nominal: bit(0) }),
  nominal: u8,
  highestNormal: u8,
  lowestNormal: u8,
  highest: u8,
  lowest: u8,
  upperNonRecoverable: u8,
  upperCritical: u8,
  upperNonCritical: u8,
  lowerNonRecoverable: u8,
  lowerCritical: u8,
  lowerNonCritical: u8,
  positiveHysteresis: u8,
  negativeHysteresis: u8,
  reserved: reserved(2),
  oem: u8,
});

/** Thresholds and hysteresis are those of the beginning: what is set later does not change the repository. */
export function fullSensorRecordOf(sensor: SensorDeclaration): SdrBody {
  const { thresholds, factors } = sensor;
  const has = (name: Threshold): boolean => name in thresholds;
  const limit = (name: Threshold): number => countsOf(factors, thresholds[name] ?? 0);
  const codes = quantityCodes[sensor.quantity];
  const mask = thresholdMask(has);
  const hysteresis = widthInCounts(factors, sensor.hysteresis);
  return sdrBody(
    fullSensorRecord,
    key,
    {
      ...{ ownerId: bmcAddress, ownerLun: 0, number: sensor.number },
      ...{ entityId: entityIds[sensor.entity], entityInstance: sensor.instance },
      initialization: {
        ...{ settable: true, scanning: true, events: true, thresholds: true, hysteresis: true },
        ...{ sensorType: false, eventsAtPowerUp: true, scanningAtPowerUp: true },
      },
      capabilities: {
        ...{ ignoreWithoutEntity: false, autoRearm: true, eventControl: 0 },
        ...{ hysteresis: readableAndSettable, thresholds: readableAndSettable },
      },
      ...{ sensorType: codes.sensorType, eventType: thresholdEvents },
      assertionMask: eventMask(has) | ((mask & 0b111) << 12),
      deassertionMask: eventMask(has) | ((mask >> 3) << 12),
      ...{ readableThresholds: mask, settableThresholds: mask },
      units: {
        ...{ format: 0, modifier: 0 },
        ...{ rate: codes.perSecond ? perSecond : 0, percentage: codes.percentage ?? false },
      },
      ...{ unit: codes.unit, modifierUnit: 0, linearization: linear },
      ...readingFactorsOf(factors, Direction.Input),
      analog: { lowestNormal: false, highestNormal: false, nominal: true },
      nominal: countsOf(factors, sensor.nominal),
      ...{ highestNormal: 0, lowestNormal: 0, highest: mostCounts, lowest: 0 },
      upperNonRecoverable: limit("upperNonRecoverable"),
      upperCritical: limit("upperCritical"),
      upperNonCritical: limit("upperNonCritical"),
      lowerNonRecoverable: limit("lowerNonRecoverable"),
      lowerCritical: limit("lowerCritical"),
      lowerNonCritical: limit("lowerNonCritical"),
      ...{ positiveHysteresis: hysteresis, negativeHysteresis: hysteresis, oem: 0 },
    },
    sensor.name,
  );
}
