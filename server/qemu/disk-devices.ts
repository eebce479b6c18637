import type { MachineSettingValues } from "../machine/setting-values.ts";
import { diskControllerSlot, diskId, furtherSataSlot, slotAddress } from "./boot-devices.ts";

export interface Backing {
  readonly file: string;
  readonly format: string;
}

export interface DiskSpec {
  readonly file: string;
  readonly format: string;
  readonly readOnly: boolean;
  /** What it is an overlay of, where the image's own word does not tell QEMU where that is. */
  readonly backing?: Backing | undefined;
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
const places: Record<DiskInterface, (disk: number) => string> = {
  "virtio-blk": disk => `,addr=${slotAddress(diskControllerSlot + disk)}`,
  "virtio-scsi": disk => `,bus=scsi0.0,scsi-id=${disk},rotation_rate=1`,
  sata: disk => `,bus=${disk === 0 ? "ide.1" : `sata1.${disk - 1}`},rotation_rate=1`,
  nvme: disk => `,addr=${slotAddress(diskControllerSlot + disk)}`,
};
/** A serial number of virtio is cut off at its length; the other interfaces take as much. */
export const longestSerial = 20;

/** What the disks hang on and the board does not have. */
function controllers(diskInterface: DiskInterface, disks: number): string[] {
  if (diskInterface === "virtio-scsi") {
    return ["-device", `virtio-scsi-pci,id=scsi0,addr=${diskControllerSlot}`];
  }
  const more = diskInterface === "sata" && disks > 1;
  return more ? ["-device", `ich9-ahci,id=sata1,addr=${furtherSataSlot}`] : [];
}

/**
 * The machine's disks; they are `disk0`, `disk1` and so on, on every interface.
 * @param bootIndexOf ",bootindex=…" of a disk by its id, or nothing
 */
export const diskDevices = (
  disks: readonly DiskSpec[],
  diskInterface: DiskInterface,
  bootIndexOf: (id: string) => string,
): string[] => [
  ...controllers(diskInterface, disks.length),
  ...disks.flatMap((disk, n) => {
    const id = diskId(n);
    const device = `${diskModels[diskInterface]}${places[diskInterface](n)},id=${id},drive=${id}-image`;
    const serial = disk.serial.slice(0, longestSerial).replaceAll(",", ",,");
    return [
      ...image(`${id}-image`, disk, diskInterface),
      ...["-device", `${device},serial=${serial}${bootIndexOf(id)}`],
    ];
  }),
];

function image(name: string, disk: DiskSpec, diskInterface: DiskInterface): string[] {
  const { file, format, readOnly, backing } = disk;
  // A SATA disk cannot be read-only: what is written to it goes into a temporary file and ends with QEMU.
  if (readOnly && diskInterface === "sata") {
    const escaped = file.replaceAll(",", ",,");
    return ["-drive", `if=none,id=${name},file=${escaped},format=${format},snapshot=on`];
  }
  const node = {
    driver: format,
    "node-name": name,
    "read-only": readOnly,
    discard: "unmap",
    file: { driver: "file", filename: file },
    ...(backing && { backing: { driver: backing.format, file: { driver: "file", filename: backing.file } } }),
  };
  return ["-blockdev", JSON.stringify(node)];
}
