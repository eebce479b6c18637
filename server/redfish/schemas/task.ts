import { Type } from "typebox";
import { named, severity } from "../properties.ts";
import { messageObject } from "./message.ts";

export const taskProperties = {
  ...named,
  TaskState: Type.Enum(["Running", "Cancelling", "Completed", "Cancelled", "Exception"]),
  TaskStatus: severity,
  StartTime: Type.String(),
  EndTime: Type.Optional(Type.String()),
  PercentComplete: Type.Integer(),
  HidePayload: Type.Boolean(),
  TaskMonitor: Type.String(),
  Messages: Type.Array(messageObject),
};
