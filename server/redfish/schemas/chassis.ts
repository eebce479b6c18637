import { Type } from "typebox";
import { link, links, named, powerState, status } from "../properties.ts";
import { assetProperties } from "./asset.ts";

export const chassisProperties = {
  ...named,
  ChassisType: Type.Enum(["RackMount"]),
  ...assetProperties,
  PowerState: powerState,
  LocationIndicatorActive: Type.Boolean(),
  Status: status,
  Sensors: link,
  EnvironmentMetrics: link,
  Links: Type.Object({ ComputerSystems: links, ManagedBy: links, ManagersInChassis: links }),
};
