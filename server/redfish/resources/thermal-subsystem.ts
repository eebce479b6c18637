import type { Quantity } from "../../bmc/sensors/sensor-declaration.ts";
import type { Sensors } from "../../bmc/sensors/sensors.ts";
import { linkTo } from "../properties.ts";
import { resource } from "../resource.ts";
import {
  fanProperties,
  thermalMetricsProperties,
  thermalSubsystemProperties,
} from "../schemas/thermal-subsystem.ts";
import {
  excerpt,
  fanExcerpt,
  listedExcerpt,
  physicalContexts,
  ratedFanSpeed,
  sensorId,
  sensorStatus,
  statusOfAll,
} from "./sensor-view.ts";

const description = "Modelled from the load of the machine: only hardware has temperatures and fans.";

export const sensorsOf = ({ list }: Sensors, quantity: Quantity) =>
  list.filter(({ declaration }) => declaration.quantity === quantity);

const subsystemUri = "/redfish/v1/Chassis/:ChassisId/ThermalSubsystem";

export const thermalSubsystem = resource<typeof thermalSubsystemProperties>({
  type: "ThermalSubsystem.v1_5_0.ThermalSubsystem",
  uri: subsystemUri,
  privilege: "Login",
  properties: thermalSubsystemProperties,
  read: ({ sensors }, { id, uri }) => ({
    Id: id,
    Name: "Thermal Subsystem",
    Description: description,
    Status: statusOfAll([...sensorsOf(sensors, "temperature"), ...sensorsOf(sensors, "rotation")]),
    Fans: linkTo(`${uri}/Fans`),
    ThermalMetrics: linkTo(`${uri}/ThermalMetrics`),
  }),
});

export const fan = resource<typeof fanProperties>({
  type: "Fan.v1_6_0.Fan",
  uri: `${subsystemUri}/Fans/:FanId`,
  privilege: "Login",
  collection: {
    name: "Fan Collection",
    members: ({ sensors }) => sensorsOf(sensors, "rotation").map(sensorId),
  },
  properties: fanProperties,
  read({ sensors, machine }, { id }) {
    const found = sensorsOf(sensors, "rotation").find(sensor => sensorId(sensor) === id);
    if (!found) return undefined;
    const { name, entity } = found.declaration;
    return {
      Id: id,
      Name: name,
      Description: description,
      PhysicalContext: physicalContexts[entity],
      RatedSpeedRPM: ratedFanSpeed,
      SpeedPercent: fanExcerpt(found),
      Status: sensorStatus(found, machine.powerState),
      Links: { CoolingChassis: [linkTo("/redfish/v1/Chassis/1")] },
    };
  },
});

export const thermalMetrics = resource<typeof thermalMetricsProperties>({
  type: "ThermalMetrics.v1_3_2.ThermalMetrics",
  uri: `${subsystemUri}/ThermalMetrics`,
  privilege: "Login",
  properties: thermalMetricsProperties,
  read: ({ sensors }, { id }) => ({
    Id: id,
    Name: "Thermal Metrics",
    Description: description,
    TemperatureSummaryCelsius: {
      Intake: excerpt(sensors.named("Inlet Temp")),
      Internal: excerpt(sensors.named("MBTemp")),
    },
    TemperatureReadingsCelsius: sensorsOf(sensors, "temperature").map(listedExcerpt),
  }),
});
