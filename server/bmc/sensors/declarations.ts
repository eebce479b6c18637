import type { LinearFactors } from "./scale.ts";
import type { SensorDeclaration, Vitals } from "./sensor-declaration.ts";

const factors = (m: number, resultExponent = 0): LinearFactors => ({ m, b: 0, bExponent: 0, resultExponent });

const temperature = {
  quantity: "temperature",
  factors: factors(5, -1),
  hysteresis: 2,
  origin: "modelled",
} as const;
const cold = { lowerNonCritical: 5, lowerCritical: 2, lowerNonRecoverable: 0 };

const fan = {
  quantity: "rotation",
  entity: "fan",
  factors: factors(60),
  nominal: 2400,
  thresholds: { lowerNonCritical: 1200, lowerCritical: 900, lowerNonRecoverable: 600 },
  hysteresis: 120,
  origin: "modelled",
} as const;

/** Rails of the power supply: they fail by some percent, and only while the machine is on. */
const rail = (number: number, name: string, nominal: number, scale: LinearFactors): SensorDeclaration => ({
  number,
  name,
  quantity: "voltage",
  entity: "systemBoard",
  instance: 1,
  factors: scale,
  nominal,
  thresholds: {
    lowerNonCritical: nominal * 0.95,
    lowerCritical: nominal * 0.9,
    lowerNonRecoverable: nominal * 0.85,
    upperNonCritical: nominal * 1.05,
    upperCritical: nominal * 1.1,
    upperNonRecoverable: nominal * 1.15,
  },
  hysteresis: nominal * 0.01,
  origin: "modelled",
  read: ({ on, climate }) => (on ? nominal * climate.supply : undefined),
});

/** Full load is no fault: at first thresholds of load are where no reading comes, for whoever wants to lower them. */
const outOfReach = { upperNonCritical: 105, upperCritical: 110, upperNonRecoverable: 115 };

const utilization = {
  quantity: "utilization",
  instance: 1,
  factors: factors(5, -1),
  nominal: 0,
  thresholds: outOfReach,
  hysteresis: 2,
  origin: "measured",
} as const;

/** What is beyond the range of a sensor reads as this much of it. */
const upTo = (highest: number, value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.min(value, highest);

const fastestDisk = 1008;
const throughput = {
  quantity: "throughput",
  entity: "disk",
  instance: 1,
  factors: factors(4),
  nominal: 0,
  thresholds: { upperNonCritical: 1012, upperCritical: 1016, upperNonRecoverable: 1020 },
  hysteresis: 8,
  origin: "measured",
} as const;

const busiestNetwork = 25_200;
/** Packets and no bytes: nothing between a guest and QEMU's own network counts those. */
const packetRate = {
  quantity: "packetRate",
  entity: "networkCard",
  instance: 1,
  factors: factors(1, 2),
  nominal: 0,
  thresholds: { upperNonCritical: 25_300, upperCritical: 25_400, upperNonRecoverable: 25_500 },
  hysteresis: 200,
  origin: "measured",
} as const;

const whileOn =
  (read: (vitals: Vitals) => number): SensorDeclaration["read"] =>
  vitals =>
    vitals.on ? read(vitals) : undefined;

/** All sensors that have a number for a reading. */
export const declarations: readonly SensorDeclaration[] = [
  {
    ...temperature,
    number: 0x01,
    name: "MBTemp",
    entity: "systemBoard",
    instance: 1,
    nominal: 30,
    thresholds: { ...cold, upperNonCritical: 85, upperCritical: 105, upperNonRecoverable: 120 },
    read: ({ climate }) => climate.board,
  },
  {
    ...temperature,
    number: 0x02,
    name: "CPU Temp",
    entity: "processor",
    instance: 1,
    nominal: 38,
    thresholds: { ...cold, upperNonCritical: 90, upperCritical: 98, upperNonRecoverable: 105 },
    read: ({ climate }) => climate.processor,
  },
  {
    ...temperature,
    number: 0x03,
    name: "Inlet Temp",
    entity: "airInlet",
    instance: 1,
    nominal: 22,
    thresholds: { ...cold, upperNonCritical: 38, upperCritical: 42, upperNonRecoverable: 46 },
    read: ({ climate }) => climate.inlet,
  },
  { ...fan, number: 0x04, name: "Fan 1", instance: 1, read: whileOn(({ climate }) => climate.fan) },
  { ...fan, number: 0x05, name: "Fan 2", instance: 2, read: whileOn(({ climate }) => climate.fan * 1.03) },
  {
    number: 0x06,
    name: "Power",
    quantity: "power",
    entity: "powerSupply",
    instance: 1,
    factors: factors(1),
    nominal: 48,
    thresholds: { upperNonCritical: 220, upperCritical: 235, upperNonRecoverable: 250 },
    hysteresis: 4,
    origin: "modelled",
    read: ({ climate }) => climate.power,
  },
  rail(0x07, "12V", 12, factors(6, -2)),
  rail(0x08, "5V", 5, factors(25, -3)),
  rail(0x09, "3.3V", 3.3, factors(15, -3)),
  {
    number: 0x0a,
    name: "CMOS Battery",
    quantity: "voltage",
    entity: "battery",
    instance: 1,
    factors: factors(15, -3),
    nominal: 3,
    thresholds: { lowerNonCritical: 2.7, lowerCritical: 2.505 },
    hysteresis: 0.03,
    origin: "modelled",
    read: () => 3,
  },
  { ...utilization, number: 0x0b, name: "CPU Load", entity: "processor", read: ({ load }) => load?.cpu },
  { ...utilization, number: 0x0c, name: "Memory Use", entity: "memory", read: ({ load }) => load?.memory },
  { ...throughput, number: 0x0d, name: "Disk Read", read: ({ load }) => upTo(fastestDisk, load?.diskRead) },
  { ...throughput, number: 0x0e, name: "Disk Write", read: ({ load }) => upTo(fastestDisk, load?.diskWrite) },
  {
    ...packetRate,
    number: 0x0f,
    name: "Network Receive",
    read: ({ load }) => upTo(busiestNetwork, load?.networkReceive),
  },
  {
    ...packetRate,
    number: 0x10,
    name: "Network Transmit",
    read: ({ load }) => upTo(busiestNetwork, load?.networkTransmit),
  },
];
