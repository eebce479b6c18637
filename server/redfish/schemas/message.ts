import { Type } from "typebox";
import { severity } from "../properties.ts";

export const messageObject = Type.Object({
  "@odata.type": Type.Literal("#Message.v1_3_0.Message"),
  MessageId: Type.String(),
  Message: Type.String(),
  MessageArgs: Type.Optional(Type.Array(Type.String())),
  RelatedProperties: Type.Optional(Type.Array(Type.String())),
  MessageSeverity: severity,
  Resolution: Type.String(),
});
