import type { MachineSettingValues } from "../machine/setting-values.ts";
import { cloudInitSlot, slotAddress } from "./boot-devices.ts";

/** The id by which QEMU knows the drive with what cloud-init is to do. It is neither booted nor counted as a disk. */
export const cloudInitId = "cloudinit0";

/** The drive hangs where the disks hang: a guest that finds its disk finds this, too. */
const drives: Record<MachineSettingValues["diskInterface"], string> = {
  "virtio-blk": `virtio-blk-pci,addr=${slotAddress(cloudInitSlot)}`,
  "virtio-scsi": "scsi-cd,bus=scsi0.0,scsi-id=15",
  sata: "ide-cd,bus=ide.2",
  nvme: `nvme,addr=${slotAddress(cloudInitSlot)},serial=cloud-init`,
};

/** @param file a raw image; undefined for none */
export function cloudInitDrive(
  file: string | undefined,
  diskInterface: MachineSettingValues["diskInterface"],
): string[] {
  if (file === undefined) return [];
  const node = {
    driver: "raw",
    "node-name": `${cloudInitId}-image`,
    "read-only": true,
    file: { driver: "file", filename: file },
  };
  const device = `${drives[diskInterface]},id=${cloudInitId},drive=${node["node-name"]}`;
  return ["-blockdev", JSON.stringify(node), "-device", device];
}
