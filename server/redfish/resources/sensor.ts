import { type Static, Type } from "typebox";
import type { AnalogSensor } from "../../bmc/sensors/analog-sensor.ts";
import { countsOf, type LinearFactors, mostCounts, readingOf, widthOf } from "../../bmc/sensors/scale.ts";
import type { Quantity } from "../../bmc/sensors/sensor-declaration.ts";
import { sampleInterval } from "../../bmc/sensors/sensors.ts";
import type { Threshold } from "../../events/events.ts";
import type { RedfishContext } from "../context.ts";
import { secondsOf } from "../duration.ts";
import { RedfishError, resourceMissing } from "../errors.ts";
import { about, type Message, message } from "../message.ts";
import { oemActions } from "../oem.ts";
import type { BodyOf } from "../properties.ts";
import { action, patch, resource } from "../resource.ts";
import { sensorProperties, thresholdChanges, type thresholds } from "../schemas/sensor.ts";
import { ofAction } from "../vocabulary.ts";
import { physicalContexts, sensorId, sensorStatus } from "./sensor-view.ts";

type Properties = BodyOf<typeof sensorProperties>;
type ThresholdName = keyof Static<typeof thresholds>;

/** DMTF has no type of reading for bytes or packets in a time; units follow UCUM. */
const readings: Readonly<Record<Quantity, Pick<Properties, "ReadingType" | "ReadingUnits">>> = {
  temperature: { ReadingType: "Temperature", ReadingUnits: "Cel" },
  rotation: { ReadingType: "Rotational", ReadingUnits: "{rev}/min" },
  power: { ReadingType: "Power", ReadingUnits: "W" },
  voltage: { ReadingType: "Voltage", ReadingUnits: "V" },
  utilization: { ReadingType: "Percent", ReadingUnits: "%" },
  throughput: { ReadingUnits: "MBy/s" },
  packetRate: { ReadingUnits: "{packet}/s" },
};

const thresholdNames: Readonly<Record<ThresholdName, Threshold>> = {
  LowerCaution: "lowerNonCritical",
  LowerCritical: "lowerCritical",
  LowerFatal: "lowerNonRecoverable",
  UpperCaution: "upperNonCritical",
  UpperCritical: "upperCritical",
  UpperFatal: "upperNonRecoverable",
};

const find = ({ sensors }: RedfishContext, id: string): AnalogSensor | undefined =>
  sensors.list.find(sensor => sensorId(sensor) === id);

const isInRange = (factors: LinearFactors, reading: number): boolean =>
  reading >= readingOf(factors, 0) && reading <= readingOf(factors, mostCounts);

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

/** Thresholds are held against a forced reading, and events told, as if it were true. */
const forceReading = action({
  privilege: "ConfigureComponents",
  parameters: oemActions.ForceReading.parameters,
  handle(context, { Reading, Duration }, { id, uri }) {
    const found = find(context, id);
    if (!found) throw resourceMissing(uri);
    const { factors } = found.declaration;
    if (Reading !== null && !isInRange(factors, Reading)) {
      const fault = ofAction("QemuBmc.ForceReading").outOfRange(`${Reading}`, "Reading");
      throw new RedfishError(400, about("/Reading", fault));
    }
    const counts = Reading === null ? undefined : countsOf(factors, Reading);
    context.sensors.force(found, counts, Duration === undefined ? undefined : secondsOf(Duration));
    return undefined;
  },
});

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
      PhysicalContext: physicalContexts[entity],
      Status: sensorStatus(found, context.machine.powerState),
      Thresholds: thresholdsOf(found),
      Oem: { QemuBmc: { "@odata.type": "#QemuBmc.v1_0_0.Sensor", Forced: found.isForced } },
    };
  },
  patch: patch({
    privilege: "ConfigureComponents",
    properties: { Thresholds: Type.Optional(thresholdChanges) },
    handle(context, { Thresholds = {} }, { id }) {
      find(context, id)?.setLimits(limitsOf(context, id, Thresholds));
    },
  }),
  actions: { "QemuBmc.ForceReading": forceReading },
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
    if (!(threshold in found.limits)) faults.push(about(pointer, message("PropertyUnknown", name)));
    else if (isInRange(factors, change.Reading)) limits[threshold] = countsOf(factors, change.Reading);
    else
      faults.push(
        about(`${pointer}/Reading`, message("PropertyValueOutOfRange", `${change.Reading}`, "Reading")),
      );
  }
  if (faults.length > 0) throw new RedfishError(400, faults);
  return limits;
}
