import { Type } from "typebox";
import { link, links, named, status } from "../properties.ts";
import { physicalContext } from "./sensor.ts";
import { fanExcerpt, listedExcerpt, sensorExcerpt } from "./sensor-excerpt.ts";

const described = { ...named, Description: Type.String() };

export const thermalSubsystemProperties = { ...described, Status: status, Fans: link, ThermalMetrics: link };

export const fanProperties = {
  ...described,
  PhysicalContext: physicalContext,
  RatedSpeedRPM: Type.Integer(),
  SpeedPercent: fanExcerpt,
  Status: status,
  Links: Type.Object({ CoolingChassis: links }),
};

export const thermalMetricsProperties = {
  ...described,
  TemperatureSummaryCelsius: Type.Object({ Intake: sensorExcerpt, Internal: sensorExcerpt }),
  TemperatureReadingsCelsius: Type.Array(listedExcerpt),
};
