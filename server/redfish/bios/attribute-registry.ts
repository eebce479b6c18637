import type { RedfishContext } from "../context.ts";
import { attributeRegistryId, attributeRegistryVersion } from "../registries/bios-attributes.ts";
import { qemuBmc } from "../registries/qemu-bmc.ts";
import { type Attribute, attributesOf, menus, offeredChoices, shownValue } from "./attributes.ts";

/** The registry of the BIOS attributes (DSP2046, AttributeRegistry), with what this host can give. */
export function attributeRegistryDocument({ machine, identity }: RedfishContext) {
  return {
    "@odata.type": "#AttributeRegistry.v1_4_0.AttributeRegistry",
    Id: attributeRegistryId,
    Name: "BIOS Attribute Registry",
    Description: "What of the hardware of a virtual machine can be configured.",
    Language: "en",
    RegistryVersion: attributeRegistryVersion,
    OwningEntity: qemuBmc.prefix,
    SupportedSystems: [{ ProductName: identity.model, FirmwareVersion: identity.firmwareVersion }],
    RegistryEntries: {
      Attributes: attributesOf(machine.settings).map(([name, attribute], position) => ({
        AttributeName: name,
        ...typeOf(attribute, machine.settings),
        DisplayName: attribute.displayName,
        HelpText: attribute.helpText,
        DefaultValue: shownValue(attribute, machine.settings.defaults[attribute.setting]),
        MenuPath: `./${attribute.menu}`,
        DisplayOrder: position + 1,
        ReadOnly: false,
        WriteOnly: false,
        GrayOut: false,
        Hidden: false,
        Immutable: false,
        IsSystemUniqueProperty: false,
        ResetRequired: true,
      })),
      Menus: Object.entries(menus).map(([name, displayName], position) => ({
        MenuName: name,
        DisplayName: displayName,
        MenuPath: `./${name}`,
        DisplayOrder: position + 1,
        ReadOnly: false,
        GrayOut: false,
        Hidden: false,
      })),
    },
  };
}

function typeOf(attribute: Attribute, settings: RedfishContext["machine"]["settings"]) {
  const { choices, bounds } = attribute;
  if (choices) {
    const offered = offeredChoices(attribute, settings);
    return {
      Type: "Enumeration",
      Value: offered.map(each => ({ ValueName: each.valueName, ValueDisplayName: each.displayName })),
    };
  }
  const limits = bounds?.(settings.limits);
  return {
    Type: "Integer",
    ...(limits && { LowerBound: limits.lower, UpperBound: limits.upper, ScalarIncrement: 1 }),
  };
}
