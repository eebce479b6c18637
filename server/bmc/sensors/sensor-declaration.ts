import type { Threshold } from "../../events/events.ts";
import type { Climate } from "./climate.ts";
import type { Load } from "./load-meter.ts";
import type { LinearFactors } from "./scale.ts";

export type Quantity =
  | "temperature"
  | "rotation"
  | "power"
  | "voltage"
  | "utilization"
  | "throughput"
  | "packetRate";

/** What a sensor is part of. */
export type Entity =
  | "systemBoard"
  | "processor"
  | "memory"
  | "disk"
  | "networkCard"
  | "airInlet"
  | "fan"
  | "powerSupply"
  | "battery";

/** All that a sample of the machine gives. */
export interface Vitals {
  readonly on: boolean;
  /** Absent while the machine is off, and where the hypervisor cannot be measured. */
  readonly load: Load | undefined;
  readonly climate: Climate;
}

/** A sensor with a number for a reading. */
export interface SensorDeclaration {
  /** From 01h to 3Fh; those of discrete sensors follow. */
  readonly number: number;
  /** At most 16 characters. */
  readonly name: string;
  readonly quantity: Quantity;
  readonly entity: Entity;
  /** Which of the entities of this kind, from 1 on. */
  readonly instance: number;
  readonly factors: LinearFactors;
  /** What it reads when all is well. */
  readonly nominal: number;
  /** Those that the sensor has, at first. */
  readonly thresholds: Readonly<Partial<Record<Threshold, number>>>;
  /** How far a reading must come back within a threshold until it counts as being back, at first. */
  readonly hysteresis: number;
  /** Measured on the host, or modelled from load because only hardware has it. */
  readonly origin: "measured" | "modelled";
  /** The reading; undefined where there is none at present. */
  readonly read: (vitals: Vitals) => number | undefined;
}

/** For people; Redfish and IPMI have their own ways of writing them. */
export const units: Readonly<Record<Quantity, string>> = {
  temperature: "°C",
  rotation: "RPM",
  power: "W",
  voltage: "V",
  utilization: "%",
  throughput: "MB/s",
  packetRate: "packets/s",
};
