import { Type } from "typebox";
import { link, named, status } from "../properties.ts";

export const taskServiceProperties = {
  ...named,
  ServiceEnabled: Type.Boolean(),
  DateTime: Type.String(),
  CompletedTaskOverWritePolicy: Type.Enum(["Oldest"]),
  LifeCycleEventOnTaskStateChange: Type.Boolean(),
  Tasks: link,
  Status: status,
};
