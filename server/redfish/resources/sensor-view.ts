import type { Static } from "typebox";
import type { AnalogSensor } from "../../bmc/sensors/analog-sensor.ts";
import { readingOf } from "../../bmc/sensors/scale.ts";
import type { Entity } from "../../bmc/sensors/sensor-declaration.ts";
import type { PowerState, Severity } from "../../events/events.ts";
import { linkTo, type status } from "../properties.ts";
import type { physicalContext } from "../schemas/sensor.ts";

type Status = Static<typeof status>;

export const physicalContexts: Readonly<Record<Entity, Static<typeof physicalContext>>> = {
  systemBoard: "SystemBoard",
  processor: "CPU",
  memory: "Memory",
  disk: "StorageDevice",
  networkCard: "NetworkingDevice",
  airInlet: "Intake",
  fan: "Fan",
  powerSupply: "PowerSupply",
  battery: "Battery",
};

/** A sensor's name without what does not belong in a URI. */
export const sensorId = ({ declaration }: AnalogSensor): string => declaration.name.replaceAll(" ", "");

const sensorUri = (sensor: AnalogSensor): string => `/redfish/v1/Chassis/1/Sensors/${sensorId(sensor)}`;

export function sensorStatus(sensor: AnalogSensor, powerState: PowerState): Status {
  return { State: stateOf(sensor, powerState), Health: sensor.severity };
}

function stateOf(sensor: AnalogSensor, powerState: PowerState): Status["State"] {
  if (!sensor.events.scanning) return "Disabled";
  if (sensor.counts !== undefined) return "Enabled";
  return powerState === "off" || powerState === "crashed" ? "StandbyOffline" : "Absent";
}

/** The status of what these sensors watch: as bad as the worst of them. */
export function statusOfAll(sensors: readonly AnalogSensor[]): Status {
  const found = (severity: Severity): boolean => sensors.some(sensor => sensor.severity === severity);
  const health = found("Critical") ? "Critical" : found("Warning") ? "Warning" : "OK";
  return { State: "Enabled", Health: health };
}

export const excerpt = (sensor: AnalogSensor) => ({
  DataSourceUri: sensorUri(sensor),
  Reading: sensor.reading ?? null,
});

const inList = ({ declaration: { name, entity } }: AnalogSensor) => ({
  DeviceName: name,
  PhysicalContext: physicalContexts[entity],
});

export const listedExcerpt = (sensor: AnalogSensor) => ({ ...excerpt(sensor), ...inList(sensor) });

/** RPM at which a fan is at 100 %. */
export const ratedFanSpeed = 9300;

export const fanExcerpt = (sensor: AnalogSensor) => ({
  DataSourceUri: sensorUri(sensor),
  Reading: sensor.reading === undefined ? null : Math.round((sensor.reading / ratedFanSpeed) * 100),
  SpeedRPM: sensor.reading ?? null,
});

export const listedFanExcerpt = (sensor: AnalogSensor) => ({ ...fanExcerpt(sensor), ...inList(sensor) });

/** A sensor as the resources show it that were there before the Sensor resource. */
export function measurement(list: string, index: number, sensor: AnalogSensor, powerState: PowerState) {
  const { number, name, entity } = sensor.declaration;
  return {
    "@odata.id": `${list}/${index}`,
    MemberId: `${index}`,
    Name: name,
    SensorNumber: number,
    PhysicalContext: physicalContexts[entity],
    ...limitsOf(sensor),
    Status: sensorStatus(sensor, powerState),
    RelatedItem: [linkTo("/redfish/v1/Chassis/1")],
  };
}

const limitNames = {
  LowerThresholdNonCritical: "lowerNonCritical",
  LowerThresholdCritical: "lowerCritical",
  LowerThresholdFatal: "lowerNonRecoverable",
  UpperThresholdNonCritical: "upperNonCritical",
  UpperThresholdCritical: "upperCritical",
  UpperThresholdFatal: "upperNonRecoverable",
} as const;

function limitsOf({ limits, declaration: { factors } }: AnalogSensor) {
  const shown: Partial<Record<keyof typeof limitNames, number>> = {};
  for (const name of Object.keys(limitNames) as readonly (keyof typeof limitNames)[]) {
    const limit = limits[limitNames[name]];
    if (limit !== undefined) shown[name] = readingOf(factors, limit);
  }
  return shown;
}
