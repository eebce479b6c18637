import type { MachineSettingValues } from "../machine/setting-values.ts";
import { diskControllerSlot } from "./boot-devices.ts";

export interface DiskSpec {
  readonly file: string;
  readonly format: string;
  readonly readOnly: boolean;
  /** The guest names the disk by it (/dev/disk/by-id). */
  readonly serial: string;
}

type DiskInterface = MachineSettingValues["diskInterface"];

/** QEMU's name of the disk on each interface. */
export const diskModels: Record<DiskInterface, string> = {
  "virtio-blk": "virtio-blk-pci",
  "virtio-scsi": "scsi-hd",
  sata: "ide-hd",
  nvme: "nvme",
};

/** A rotation rate of 1 is a disk that does not turn. The CD drive has the first port of the SATA controller. */
const places: Record<DiskInterface, string> = {
  "virtio-blk": `,addr=${diskControllerSlot}`,
  "virtio-scsi": ",bus=scsi0.0,rotation_rate=1",
  sata: ",bus=ide.1,rotation_rate=1",
  nvme: `,addr=${diskControllerSlot}`,
};
/** A serial number of virtio is cut off at its length; the other interfaces take as much. */
const longestSerial = 20;

/**
 * The machine's disk; it is `disk0` on every interface.
 * @param bootIndex ",bootindex=…", or nothing
 */
export function diskDevices(disk: DiskSpec, diskInterface: DiskInterface, bootIndex: string): string[] {
  const controller =
    diskInterface === "virtio-scsi" ? ["-device", `virtio-scsi-pci,id=scsi0,addr=${diskControllerSlot}`] : [];
  const serial = disk.serial.slice(0, longestSerial).replaceAll(",", ",,");
  const device = `${diskModels[diskInterface]}${places[diskInterface]},id=disk0,drive=disk0-image`;
  return [
    ...image(disk, diskInterface),
    ...controller,
    ...["-device", `${device},serial=${serial}${bootIndex}`],
  ];
}

function image({ file, format, readOnly }: DiskSpec, diskInterface: DiskInterface): string[] {
  // A SATA disk cannot be read-only: what is written to it goes into a temporary file and ends with QEMU.
  if (readOnly && diskInterface === "sata") {
    const name = file.replaceAll(",", ",,");
    return ["-drive", `if=none,id=disk0-image,file=${name},format=${format},snapshot=on`];
  }
  const node = {
    driver: format,
    "node-name": "disk0-image",
    "read-only": readOnly,
    discard: "unmap",
    file: { driver: "file", filename: file },
  };
  return ["-blockdev", JSON.stringify(node)];
}
