import type { Drive, DriveInterface } from "../../machine/hardware.ts";
import { cloudInitId } from "../cloud-init-device.ts";
import type { BlockDevice } from "../qmp/protocol.ts";
import { deviceAt, type Monitor, number, pciDevice, type QomDevice, text } from "./devices.ts";

interface Kind {
  readonly interface: DriveInterface;
  /** Whether it is its own controller, or sits on another device's bus. */
  readonly controller: "itself" | "bus";
}

/** Devices that are disks; floppy drives, CD drives and flash memory are none. */
const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/^virtio-blk-/, { interface: "virtio", controller: "itself" }],
  [/^nvme$/, { interface: "nvme", controller: "itself" }],
  [/^nvme-ns$/, { interface: "nvme", controller: "bus" }],
  [/^ide-hd$/, { interface: "sata", controller: "bus" }],
  [/^scsi-(hd|block)$/, { interface: "scsi", controller: "bus" }],
  [/^usb-storage$/, { interface: "usb", controller: "itself" }],
];

export async function readDrives(monitor: Monitor, all: readonly QomDevice[]): Promise<readonly Drive[]> {
  const blockDevices = await monitor.execute("query-block", {});
  const drives = await Promise.all(blockDevices.map(each => readDrive(monitor, each, all)));
  return drives.filter(drive => drive !== undefined);
}

async function readDrive(
  monitor: Monitor,
  { qdev, removable, inserted }: BlockDevice,
  all: readonly QomDevice[],
): Promise<Drive | undefined> {
  const device = qdev === undefined ? undefined : deviceAt(all, qdev);
  const kind = kinds.find(([pattern]) => device && pattern.test(device.type))?.[1];
  if (!device || !kind || device.id === cloudInitId || !inserted || removable) return undefined;
  const serialNumber = await text(monitor, device, "serial");
  const rate = await number(monitor, device, "rotation_rate");
  const blockSize = await number(monitor, device, "logical_block_size");
  return {
    id: device.id,
    model: device.type,
    interface: kind.interface,
    controller: await controllerOf(monitor, device, kind, all),
    size: inserted.image["virtual-size"],
    ...(blockSize && { blockSize }),
    ...(serialNumber !== undefined && { serialNumber }),
    ...(rate && { rotation: rate === 1 ? 0 : rate }),
  };
}

async function controllerOf(
  monitor: Monitor,
  device: QomDevice,
  { controller }: Kind,
  all: readonly QomDevice[],
): Promise<Drive["controller"]> {
  const bus = controller === "bus" ? await text(monitor, device, "parent_bus") : undefined;
  const found = (bus !== undefined && deviceAt(all, bus)) || device;
  const pci = await pciDevice(monitor, found);
  return { id: found.id, model: found.type, ...(pci !== undefined && { pciDevice: pci }) };
}
