import type { MachineSettingValues } from "../machine/setting-values.ts";
import { diskControllerSlot } from "./boot-devices.ts";

export interface DiskSpec {
  readonly file: string;
  readonly format: string;
  readonly readOnly: boolean;
}

type DiskInterface = MachineSettingValues["diskInterface"];

/** The CD drive has the first port of the chipset's SATA controller. */
const devices: Record<DiskInterface, string> = {
  "virtio-blk": `virtio-blk-pci,addr=${diskControllerSlot}`,
  "virtio-scsi": "scsi-hd,bus=scsi0.0",
  sata: "ide-hd,bus=ide.1",
  nvme: `nvme,serial=disk0,addr=${diskControllerSlot}`,
};

/**
 * The machine's disk; it is `disk0` on every interface.
 * @param bootIndex ",bootindex=…", or nothing
 */
export function diskDevices(disk: DiskSpec, diskInterface: DiskInterface, bootIndex: string): string[] {
  const controller =
    diskInterface === "virtio-scsi" ? ["-device", `virtio-scsi-pci,id=scsi0,addr=${diskControllerSlot}`] : [];
  return [
    ...image(disk, diskInterface),
    ...controller,
    ...["-device", `${devices[diskInterface]},id=disk0,drive=disk0-image${bootIndex}`],
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
