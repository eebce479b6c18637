import { Type } from "typebox";
import { links, named, powerState, status } from "../properties.ts";

export const chassisProperties = {
  ...named,
  ChassisType: Type.Enum(["RackMount"]),
  Manufacturer: Type.String(),
  Model: Type.String(),
  SerialNumber: Type.String(),
  PowerState: powerState,
  LocationIndicatorActive: Type.Boolean(),
  Status: status,
  Links: Type.Object({ ComputerSystems: links, ManagedBy: links, ManagersInChassis: links }),
};
