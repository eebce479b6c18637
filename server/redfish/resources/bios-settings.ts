import { Type } from "typebox";
import { changedSettings } from "../bios/attribute-changes.ts";
import { attributeValues } from "../bios/attributes.ts";
import { attributeRegistryId } from "../registries/bios-attributes.ts";
import { patch, resource } from "../resource.ts";
import { applyTime, attributeSchemas, biosProperties } from "../schemas/bios.ts";
import { biosType, biosUri } from "./bios.ts";

/** The attributes as the next boot takes them: all of them, changed or not. */
export const biosSettings = resource<typeof biosProperties>({
  type: biosType,
  uri: `${biosUri}/Settings`,
  privilege: "Login",
  properties: biosProperties,
  read({ machine: { settings } }) {
    if (!settings.configurable) return undefined;
    return {
      Id: "Settings",
      Name: "BIOS Settings",
      AttributeRegistry: attributeRegistryId,
      Attributes: attributeValues(settings, { ...settings.current, ...settings.pending }),
      "@Redfish.SettingsApplyTime": {
        "@odata.type": "#Settings.v1_4_0.PreferredApplyTime",
        ApplyTime: "OnReset",
      },
    };
  },
  patch: patch({
    privilege: "ConfigureComponents",
    properties: {
      Attributes: Type.Optional(Type.Object(optional(attributeSchemas))),
      "@Redfish.SettingsApplyTime": Type.Optional(applyTime),
    },
    handle({ machine: { settings } }, { Attributes = {} }, { origin }) {
      settings.change(changedSettings(Attributes, settings), origin);
    },
  }),
});

function optional(schemas: typeof attributeSchemas): typeof attributeSchemas {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, Type.Optional(schema)]));
}
