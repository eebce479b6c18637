import { mostCounts, readingOf } from "../../bmc/sensors/scale.ts";
import { resource } from "../resource.ts";
import { thermalProperties } from "../schemas/thermal.ts";
import { measurement, statusOfAll } from "./sensor-view.ts";
import { sensorsOf } from "./thermal-subsystem.ts";

/** Temperatures and fans where exporters and other older clients look for them. */
export const thermal = resource<typeof thermalProperties>({
  type: "Thermal.v1_7_3.Thermal",
  uri: "/redfish/v1/Chassis/:ChassisId/Thermal",
  privilege: "Login",
  properties: thermalProperties,
  read({ sensors, machine: { powerState } }, { id, uri }) {
    const temperatures = sensorsOf(sensors, "temperature");
    const fans = sensorsOf(sensors, "rotation");
    return {
      Id: id,
      Name: "Thermal",
      Status: statusOfAll([...temperatures, ...fans]),
      Temperatures: temperatures.map((sensor, index) => ({
        ...measurement(`${uri}#/Temperatures`, index, sensor, powerState),
        ReadingCelsius: sensor.reading ?? null,
        MinReadingRangeTemp: readingOf(sensor.declaration.factors, 0),
        MaxReadingRangeTemp: readingOf(sensor.declaration.factors, mostCounts),
      })),
      Fans: fans.map((sensor, index) => ({
        ...measurement(`${uri}#/Fans`, index, sensor, powerState),
        Reading: sensor.reading ?? null,
        ReadingUnits: "RPM",
        MinReadingRange: readingOf(sensor.declaration.factors, 0),
        MaxReadingRange: readingOf(sensor.declaration.factors, mostCounts),
      })),
    };
  },
});
