import { type Static, Type } from "typebox";
import type { AnalogSensor } from "../../bmc/sensors/analog-sensor.ts";
import { countsOf, mostCounts, readingOf, widthOf } from "../../bmc/sensors/scale.ts";
import type { Entity, Quantity } from "../../bmc/sensors/sensor-declaration.ts";
import { sampleInterval } from "../../bmc/sensors/sensors.ts";
import type { PowerState, Threshold } from "../../events/events.ts";
import type { RedfishContext } from "../context.ts";
import { RedfishError } from "../errors.ts";
import { about, type Message, message } from "../message.ts";
import type { BodyOf } from "../properties.ts";
import { patch, resource } from "../resource.ts";
import { sensorProperties, thresholdChanges, type thresholds } from "../schemas/sensor.ts";

type Properties = BodyOf<typeof sensorProperties>;
type ThresholdName = keyof Static<typeof thresholds>;

/** DMTF has no type of reading for bytes in a time; units follow UCUM. */
const readings: Readonly<Record<Quantity, Pick<Properties, "ReadingType" | "ReadingUnits">>> = {
  temperature: { ReadingType: "Temperature", ReadingUnits: "Cel" },
  rotation: { ReadingType: "Rotational", ReadingUnits: "{rev}/min" },
  power: { ReadingType: "Power", ReadingUnits: "W" },
  voltage: { ReadingType: "Voltage", ReadingUnits: "V" },
  utilization: { ReadingType: "Percent", ReadingUnits: "%" },
  throughput: { ReadingUnits: "MBy/s" },
};

const contexts: Readonly<Record<Entity, Properties["PhysicalContext"]>> = {
  systemBoard: "SystemBoard",
  processor: "CPU",
  memory: "Memory",
  disk: "StorageDevice",
  airInlet: "Intake",
  fan: "Fan",
  powerSupply: "PowerSupply",
  battery: "Battery",
};

const thresholdNames: Readonly<Record<ThresholdName, Threshold>> = {
  LowerCaution: "lowerNonCritical",
  LowerCritical: "lowerCritical",
  LowerFatal: "lowerNonRecoverable",
  UpperCaution: "upperNonCritical",
  UpperCritical: "upperCritical",
  UpperFatal: "upperNonRecoverable",
};

/** A sensor's name without what does not belong in a URI. */
export const sensorId = ({ declaration }: AnalogSensor): string => declaration.name.replaceAll(" ", "");

const find = ({ sensors }: RedfishContext, id: string): AnalogSensor | undefined =>
  sensors.list.find(sensor => sensorId(sensor) === id);

function stateOf(sensor: AnalogSensor, powerState: PowerState): Properties["Status"]["State"] {
  if (!sensor.events.scanning) return "Disabled";
  if (sensor.counts !== undefined) return "Enabled";
  return powerState === "off" || powerState === "crashed" ? "StandbyOffline" : "Absent";
}

function thresholdsOf({ limits, hysteresis, declaration }: AnalogSensor): Properties["Thresholds"] {
  const { factors } = declaration;
  const entries = Object.entries(thresholdNames).flatMap(([name, threshold]) => {
    const limit = limits[threshold];
    if (limit === undefined) return [];
    const isUpper = name.startsWith("Upper");
    const back = isUpper ? hysteresis.positive : hysteresis.negative;
    const activation = isUpper ? "Increasing" : "Decreasing";
    return [
      [
        name,
        {
          Reading: readingOf(factors, limit),
          Activation: activation,
          HysteresisReading: widthOf(factors, back),
        },
      ],
    ];
  });
  return Object.fromEntries(entries);
}

/** Measured on the host, or modelled from load because only hardware has it: `Implementation` tells which. */
export const sensor = resource<typeof sensorProperties>({
  type: "Sensor.v1_12_0.Sensor",
  uri: "/redfish/v1/Chassis/:ChassisId/Sensors/:SensorId",
  privilege: "Login",
  collection: { name: "Sensor Collection", members: ({ sensors }) => sensors.list.map(sensorId) },
  properties: sensorProperties,
  read(context, { id }) {
    const found = find(context, id);
    if (!found) return undefined;
    const { name, quantity, factors, origin, entity } = found.declaration;
    return {
      Id: id,
      Name: name,
      ...readings[quantity],
      Reading: found.reading ?? null,
      ReadingRangeMin: readingOf(factors, 0),
      ReadingRangeMax: readingOf(factors, mostCounts),
      SensingInterval: `PT${sampleInterval}S`,
      Implementation: origin === "measured" ? "Reported" : "Synthesized",
      PhysicalContext: contexts[entity],
      Status: { State: stateOf(found, context.machine.powerState), Health: found.severity },
      Thresholds: thresholdsOf(found),
    };
  },
  patch: patch({
    privilege: "ConfigureComponents",
    properties: { Thresholds: Type.Optional(thresholdChanges) },
    handle(context, { Thresholds = {} }, { id }) {
      find(context, id)?.setLimits(limitsOf(context, id, Thresholds));
    },
  }),
});

/** The limits that a PATCH asks for, in counts. @throws RedfishError 400 */
function limitsOf(context: RedfishContext, id: string, changes: Static<typeof thresholdChanges>) {
  const found = find(context, id);
  const limits: Partial<Record<Threshold, number>> = {};
  const faults: Message[] = [];
  for (const [name, change] of Object.entries(changes)) {
    const threshold = thresholdNames[name as ThresholdName];
    const pointer = `/Thresholds/${name}`;
    if (!found || change?.Reading === undefined) continue;
    const { factors } = found.declaration;
    const inRange =
      change.Reading >= readingOf(factors, 0) && change.Reading <= readingOf(factors, mostCounts);
    if (!(threshold in found.limits)) faults.push(about(pointer, message("PropertyUnknown", name)));
    else if (inRange) limits[threshold] = countsOf(factors, change.Reading);
    else
      faults.push(
        about(`${pointer}/Reading`, message("PropertyValueOutOfRange", `${change.Reading}`, "Reading")),
      );
  }
  if (faults.length > 0) throw new RedfishError(400, faults);
  return limits;
}
