import { Type } from "typebox";
import { link, links, named, status } from "../properties.ts";
import { sensorExcerpt } from "./sensor-excerpt.ts";

const described = { ...named, Description: Type.String() };

export const powerSubsystemProperties = { ...described, Status: status, PowerSupplies: link };

export const powerSupplyProperties = {
  ...described,
  Status: status,
  Metrics: link,
  Links: Type.Object({ PoweringChassis: links }),
};

export const powerSupplyMetricsProperties = {
  ...described,
  Status: status,
  InputPowerWatts: sensorExcerpt,
  RailVoltage: Type.Array(sensorExcerpt),
};
