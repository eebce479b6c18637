import { Type } from "typebox";
import { link, links, named, status } from "../properties.ts";

export const memoryProperties = {
  ...named,
  DeviceLocator: Type.String(),
  CapacityMiB: Type.Integer(),
  Status: status,
  Links: Type.Object({ Chassis: link, Processors: links }),
};
