import { Type } from "typebox";
import { attributes } from "../bios/attributes.ts";
import { link, named } from "../properties.ts";
import { messageObject } from "./message.ts";

export const attributeSchemas = Object.fromEntries(
  Object.entries(attributes).map(([name, { schema }]) => [name, schema]),
);

/** When settings take effect, in what a client reads and in what it asks for. */
export const applyTime = Type.Object({ ApplyTime: Type.Optional(Type.Enum(["OnReset"])) });

/** Of the resource as it is and of its settings for the next boot. */
export const biosProperties = {
  ...named,
  AttributeRegistry: Type.String(),
  Attributes: Type.Object(attributeSchemas),
  ResetBiosToDefaultsPending: Type.Optional(Type.Boolean()),
  "@Redfish.Settings": Type.Optional(
    Type.Object({
      "@odata.type": Type.String(),
      SettingsObject: link,
      SupportedApplyTimes: Type.Array(Type.Enum(["OnReset"])),
      /** When settings were taken last, and what came of it. */
      Time: Type.Optional(Type.String()),
      Messages: Type.Optional(Type.Array(messageObject)),
    }),
  ),
  "@Redfish.SettingsApplyTime": Type.Optional(
    Type.Object({ "@odata.type": Type.String(), ApplyTime: Type.Enum(["OnReset"]) }),
  ),
};
