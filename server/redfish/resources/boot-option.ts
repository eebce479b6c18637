import { type Static, Type } from "typebox";
import type { BootControl } from "../../machine/boot.ts";
import type { Hardware } from "../../machine/hardware.ts";
import type { BootDevice, BootDeviceKind } from "../../machine/hypervisor.ts";
import { linkTo } from "../properties.ts";
import { patch, resource } from "../resource.ts";
import { bootOptionProperties, bootOptionSettings } from "../schemas/boot-option.ts";
import { bootReferences } from "./boot-references.ts";
import { partLinks } from "./hardware-links.ts";

type Alias = Static<typeof bootOptionProperties.Alias>;

const kinds: Record<BootDeviceKind, { readonly alias: Alias; readonly name: string }> = {
  hdd: { alias: "Hdd", name: "Hard Disk" },
  cd: { alias: "Cd", name: "CD Drive" },
  usb: { alias: "Usb", name: "USB Disk" },
  pxe: { alias: "Pxe", name: "Network Card" },
};

const displayName = ({ kind, id, mac }: BootDevice): string =>
  `${kinds[kind].name} (${mac === undefined ? id : `PXE, ${mac}`})`;

const find = (boot: BootControl, reference: string): BootDevice | undefined =>
  bootReferences(boot.devices).get(reference);

/** The resource that the device is, where the machine's parts are known. */
function related({ slot, id }: BootDevice, { drives, networkCards }: Hardware) {
  if (slot) return linkTo(`/redfish/v1/Systems/1/VirtualMedia/${slot}`);
  if (drives.some(drive => drive.id === id)) return partLinks.drive(id);
  return networkCards.some(card => card.id === id) ? partLinks.ethernetInterface(id) : undefined;
}

/** A device that the firmware can boot, under the name by which BootOrder and BootNext know it. */
export const bootOption = resource<typeof bootOptionProperties>({
  type: "BootOption.v1_0_6.BootOption",
  uri: "/redfish/v1/Systems/:ComputerSystemId/BootOptions/:BootOptionId",
  privilege: "Login",
  collection: {
    name: "Boot Option Collection",
    members: ({ machine }) => [...bootReferences(machine.boot.devices).keys()],
  },
  properties: bootOptionProperties,
  read({ machine: { boot, hardware } }, { id }) {
    const device = find(boot, id);
    if (!device) return undefined;
    const item = related(device, hardware.parts);
    return {
      Id: id,
      Name: displayName(device),
      BootOptionReference: id,
      DisplayName: displayName(device),
      Alias: kinds[device.kind].alias,
      BootOptionEnabled: boot.isEnabled(device),
      ...(device.uefiPath !== undefined && { UefiDevicePath: device.uefiPath }),
      ...(item && { RelatedItem: [item] }),
    };
  },
  patch: patch({
    privilege: "ConfigureComponents",
    properties: Type.Partial(Type.Object(bootOptionSettings)).properties,
    async handle({ machine: { boot } }, { BootOptionEnabled: enabled }, { id, origin }) {
      const device = find(boot, id);
      if (!device || enabled === undefined || enabled === boot.isEnabled(device)) return;
      const others = boot.settings.disabled.filter(each => each !== device.id);
      await boot.change({ disabled: enabled ? others : [...others, device.id] }, origin);
    },
  }),
});
