import type { MachineSettings, SettingsApplication } from "../../machine/settings.ts";
import { attributeNameOf, attributeValues } from "../bios/attributes.ts";
import { type Message, messageOf } from "../message.ts";
import { type BodyOf, dateTime, linkTo } from "../properties.ts";
import { attributeRegistryId } from "../registries/bios-attributes.ts";
import { qemuBmc } from "../registries/qemu-bmc.ts";
import { action, resource } from "../resource.ts";
import { biosProperties } from "../schemas/bios.ts";

type Settings = NonNullable<BodyOf<typeof biosProperties>["@Redfish.Settings"]>;

export const biosType = "Bios.v1_2_3.Bios";
export const biosUri = "/redfish/v1/Systems/:ComputerSystemId/Bios";

/** Nothing is said of a success: sushy takes every message of which it has no registry for a failure. */
function resultOf({ names, failure }: SettingsApplication): readonly Message[] {
  if (failure === undefined) return [];
  const attributes = names.map(attributeNameOf);
  const refused = {
    ...messageOf(qemuBmc, "MachineSettingsRefused", attributes.join(", "), failure),
    RelatedProperties: attributes.map(name => `#/Attributes/${name}`),
  };
  return [refused];
}

function settingsView({ lastApplication }: MachineSettings, uri: string): Settings {
  return {
    "@odata.type": "#Settings.v1_4_0.Settings",
    SettingsObject: linkTo(`${uri}/Settings`),
    SupportedApplyTimes: ["OnReset"],
    ...(lastApplication && {
      Time: dateTime(lastApplication.at),
      Messages: resultOf(lastApplication) as NonNullable<Settings["Messages"]>,
    }),
  };
}

/** How the system's hardware is configured now; a hypervisor that somebody else started has no such settings. */
export const bios = resource<typeof biosProperties>({
  type: biosType,
  uri: biosUri,
  privilege: "Login",
  properties: biosProperties,
  read({ machine: { settings } }, { uri }) {
    if (!settings.configurable) return undefined;
    return {
      Id: "Bios",
      Name: "BIOS",
      AttributeRegistry: attributeRegistryId,
      Attributes: attributeValues(settings, settings.current),
      ResetBiosToDefaultsPending: settings.resetPending,
      "@Redfish.Settings": settingsView(settings, uri),
    };
  },
  actions: {
    "Bios.ResetBios": action({
      privilege: "ConfigureComponents",
      parameters: {},
      handle({ machine }, _, { origin }) {
        machine.settings.reset(origin);
        return undefined;
      },
    }),
  },
});
