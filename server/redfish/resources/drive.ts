import type { Static } from "typebox";
import type { Drive, DriveInterface } from "../../machine/hardware.ts";
import type { RedfishContext } from "../context.ts";
import { resource } from "../resource.ts";
import { driveProperties, type driveProtocol, type mediaType } from "../schemas/storage.ts";
import { functionsOf, partLinks, partStatus } from "./hardware-links.ts";

/** Redfish has no word for virtio, which is spoken over PCIe; SCSI disks are nearest to serial attached ones. */
const protocols: Record<DriveInterface, Static<typeof driveProtocol>> = {
  virtio: "PCIe",
  nvme: "NVMe",
  sata: "SATA",
  scsi: "SAS",
  usb: "USB",
};

export const protocolOf = (drive: Drive) => protocols[drive.interface];

/** Nothing turns in a virtio or NVMe drive; the others tell the guest whether something does, or tell nothing. */
function mediaTypeOf({ interface: kind, rotation }: Drive): Static<typeof mediaType> | null {
  if (rotation !== undefined) return rotation > 0 ? "HDD" : "SSD";
  return kind === "virtio" || kind === "nvme" ? "SSD" : null;
}

export const findDrive = ({ machine }: RedfishContext, id: string): Drive | undefined =>
  machine.hardware.parts.drives.find(drive => drive.id === id);

export const driveIds = ({ machine }: RedfishContext): readonly string[] =>
  machine.hardware.parts.drives.map(({ id }) => id);

export const drive = resource<typeof driveProperties>({
  type: "Drive.v1_22_0.Drive",
  uri: "/redfish/v1/Chassis/:ChassisId/Drives/:DriveId",
  privilege: "Login",
  collection: { name: "Drive Collection", members: driveIds },
  properties: driveProperties,
  read(context, { id }) {
    const found = findDrive(context, id);
    if (!found) return undefined;
    const { model, serialNumber, size, blockSize, rotation, controller } = found;
    const { hardware, powerState } = context.machine;
    return {
      Id: id,
      Name: `Drive ${id}`,
      ...(model !== undefined && { Model: model }),
      ...(serialNumber !== undefined && { SerialNumber: serialNumber }),
      CapacityBytes: size,
      ...(blockSize !== undefined && { BlockSizeBytes: blockSize }),
      Protocol: protocolOf(found),
      MediaType: mediaTypeOf(found),
      ...(rotation && { RotationSpeedRPM: rotation }),
      Status: partStatus(powerState),
      Links: {
        Chassis: partLinks.chassis,
        Storage: partLinks.storage,
        Volumes: [partLinks.volume(id)],
        PCIeFunctions: functionsOf(hardware.parts, controller).map(partLinks.pcieFunction),
      },
    };
  },
});
