import { Type } from "typebox";
import { indicatorLed, link, links, named, powerState, status } from "../properties.ts";
import { assetProperties } from "./asset.ts";

export const chassisProperties = {
  ...named,
  ChassisType: Type.Enum(["RackMount"]),
  ...assetProperties,
  UUID: Type.String(),
  PowerState: powerState,
  LocationIndicatorActive: Type.Boolean(),
  IndicatorLED: Type.Optional(indicatorLed),
  Status: status,
  Sensors: link,
  EnvironmentMetrics: link,
  PowerSubsystem: link,
  ThermalSubsystem: link,
  Power: Type.Optional(link),
  Thermal: Type.Optional(link),
  Drives: link,
  NetworkAdapters: link,
  PCIeDevices: link,
  TrustedComponents: link,
  Links: Type.Object({
    Processors: links,
    Storage: links,
    Drives: links,
    ComputerSystems: links,
    ManagedBy: links,
    ManagersInChassis: links,
  }),
};
