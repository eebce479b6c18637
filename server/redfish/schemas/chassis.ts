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
  Drives: link,
  NetworkAdapters: link,
  PCIeDevices: link,
  Links: Type.Object({
    Processors: links,
    Storage: links,
    Drives: links,
    ComputerSystems: links,
    ManagedBy: links,
    ManagersInChassis: links,
  }),
};
