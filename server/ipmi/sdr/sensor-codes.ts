import type { Entity, Quantity } from "../../bmc/sensors/sensor-declaration.ts";
import { thresholdNames } from "../../bmc/sensors/thresholds.ts";
import type { Threshold } from "../../events/events.ts";

export interface QuantityCodes {
  /** IPMI 2.0 table 42-3. */
  readonly sensorType: number;
  readonly percentage?: true;
  /** Base unit (IPMI 2.0 table 43-15). */
  readonly unit: number;
  readonly perSecond?: true;
}

const otherUnits = 0x0b;

export const quantityCodes: Readonly<Record<Quantity, QuantityCodes>> = {
  temperature: { sensorType: 0x01, unit: 1 },
  voltage: { sensorType: 0x02, unit: 4 },
  rotation: { sensorType: 0x04, unit: 18 },
  power: { sensorType: otherUnits, unit: 6 },
  utilization: { sensorType: otherUnits, unit: 0, percentage: true },
  throughput: { sensorType: otherUnits, unit: 72, perSecond: true },
  packetRate: { sensorType: otherUnits, unit: 85, perSecond: true },
};

/** Entity IDs (IPMI 2.0 table 43-13). */
export const entityIds: Readonly<Record<Entity, number>> = {
  processor: 0x03,
  disk: 0x04,
  systemBoard: 0x07,
  powerSupply: 0x0a,
  networkCard: 0x0b,
  fan: 0x1d,
  memory: 0x20,
  airInlet: 0x37,
  battery: 0x28,
};

/** Thresholds as the bits of masks, of which bit 0 is the first of `thresholdNames`. */
export const thresholdMask = (has: (threshold: Threshold) => boolean): number =>
  thresholdNames.reduce((mask, name, index) => (has(name) ? mask | (1 << index) : mask), 0);

export const thresholdsOf = (mask: number): readonly Threshold[] =>
  thresholdNames.filter((_, index) => mask & (1 << index));

/** The crossing that matters among a threshold's "going low" and "going high" (IPMI 2.0 table 42-2). */
const eventBit = (index: number): number => 1 << (2 * index + (index < 3 ? 0 : 1));

/** Crossings as the bits of event masks; the opposite directions are no events of these sensors. */
export const eventMask = (has: (threshold: Threshold) => boolean): number =>
  thresholdNames.reduce((mask, name, index) => (has(name) ? mask | eventBit(index) : mask), 0);

export const thresholdsOfEvents = (mask: number): readonly Threshold[] =>
  thresholdNames.filter((_, index) => mask & eventBit(index));
