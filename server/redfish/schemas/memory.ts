import { Type } from "typebox";
import { link, links, named, status } from "../properties.ts";

export const memoryProperties = {
  ...named,
  Location: Type.Object({
    PartLocation: Type.Object({ ServiceLabel: Type.String(), LocationType: Type.Enum(["Slot"]) }),
  }),
  CapacityMiB: Type.Integer(),
  Status: status,
  Links: Type.Object({ Chassis: link, Processors: links }),
};
