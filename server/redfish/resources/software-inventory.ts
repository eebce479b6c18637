import type { FirmwareImage } from "../../media/firmware-images.ts";
import type { RedfishContext } from "../context.ts";
import { RedfishError } from "../errors.ts";
import { translatingMediaErrors } from "../media-errors.ts";
import { because, message } from "../message.ts";
import { type BodyOf, dateTime, linkTo } from "../properties.ts";
import { type Resource, resource } from "../resource.ts";
import { softwareInventoryProperties } from "../schemas/software-inventory.ts";
import { ofProperties } from "../vocabulary.ts";

type Properties = BodyOf<typeof softwareInventoryProperties>;
type Software = Omit<Properties, "Id" | "RelatedItem" | "RelatedItem@odata.count" | "Status"> & {
  /** The resource that runs it. */
  readonly runsOn: string;
};
/** @returns undefined where there is no such software */
type Describe = (context: RedfishContext) => Software | undefined;

const system = "/redfish/v1/Systems/1";

/** An image of UEFI firmware is packed and does not say which version it is. */
const imageProperties = ({ sha256, size }: FirmwareImage) => ({
  Version: `sha256:${sha256}`,
  VersionScheme: "OEM" as const,
  SizeBytes: size,
  ResetRequiredOnUpdate: true,
});

const replacementId = "UEFIReplacement";

const firmware: Readonly<Record<string, Describe>> = {
  BMC: ({ identity }) => ({
    Name: "BMC",
    SoftwareId: "qemu-bmc",
    Version: identity.firmwareVersion,
    Updateable: false,
    runsOn: "/redfish/v1/Managers/1",
  }),
  BIOS({ machine, biosVersion }) {
    if (!machine.settings.offers("bootMode", "legacy")) return undefined;
    const version = biosVersion();
    return {
      Name: "BIOS",
      Description:
        version === undefined
          ? "The firmware of legacy boots. Its version is known once it has started."
          : "The firmware of legacy boots, as it came with QEMU.",
      SoftwareId: "SeaBIOS",
      ...(version !== undefined && { Version: version }),
      Updateable: false,
      runsOn: system,
    };
  },
  UEFI({ firmwareImages: { softwareId, installed, replacement, updatable } }) {
    const image = replacement ?? installed;
    if (!image && !updatable) return undefined;
    return {
      Name: "UEFI Firmware",
      Description: image
        ? `${image.name}, from the next cold start in UEFI mode on. Its version is its checksum.`
        : "There is none yet: it comes with an update.",
      SoftwareId: softwareId,
      ...(image && imageProperties(image)),
      Updateable: updatable,
      runsOn: system,
    };
  },
  [replacementId]({ firmwareImages: { softwareId, replacement } }) {
    return (
      replacement && {
        Name: "UEFI Firmware Replacement",
        Description: `${replacement.name}, stored at ${dateTime(replacement.storedAt)}. Deleting it brings the installed firmware back.`,
        SoftwareId: softwareId,
        ...imageProperties(replacement),
        Updateable: false,
        runsOn: system,
      }
    );
  },
};

const software: Readonly<Record<string, Describe>> = {
  QEMU: ({ machine: { facts } }) => ({
    Name: "QEMU",
    SoftwareId: facts.program ?? "qemu-system",
    ...(facts.version !== undefined && { Version: facts.version }),
    Updateable: false,
    runsOn: system,
  }),
};

function inventory(
  name: "FirmwareInventory" | "SoftwareInventory",
  items: Readonly<Record<string, Describe>>,
): Resource<typeof softwareInventoryProperties> {
  return resource<typeof softwareInventoryProperties>({
    type: "SoftwareInventory.v1_13_0.SoftwareInventory",
    uri: `/redfish/v1/UpdateService/${name}/:SoftwareInventoryId`,
    privilege: "Login",
    collection: {
      name: name === "FirmwareInventory" ? "Firmware Inventory" : "Software Inventory",
      members: context => Object.keys(items).filter(id => items[id]?.(context)),
    },
    properties: softwareInventoryProperties,
    read(context, { id }) {
      const item = items[id]?.(context);
      if (!item) return undefined;
      const { runsOn, ...properties } = item;
      return {
        Id: id,
        ...properties,
        RelatedItem: [linkTo(runsOn)],
        "RelatedItem@odata.count": 1,
        Status: { State: "Enabled", Health: "OK" },
      };
    },
  });
}

export const softwareInventory = inventory("SoftwareInventory", software);

/** Deleting what replaces the installed firmware is the way back from one that does not work. */
export const firmwareInventory: Resource<typeof softwareInventoryProperties> = {
  ...inventory("FirmwareInventory", firmware),
  remove: {
    privilege: "ConfigureComponents",
    async handle({ firmwareImages }, { id, uri, origin }) {
      if (id !== replacementId) {
        const text = `Only ${replacementId} can be deleted, while there is one.`;
        throw new RedfishError(405, because(text, message("ResourceCannotBeDeleted")), {
          allow: "GET, HEAD",
        });
      }
      await translatingMediaErrors(uri, ofProperties, () => firmwareImages.remove(origin));
    },
  },
};
