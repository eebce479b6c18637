import type { BootDevice } from "../machine/hypervisor.ts";
import type { MachineSettingValues } from "../machine/setting-values.ts";
import type { CdDrive } from "./architecture/architecture.ts";
import { cdDriveId, usbDiskId } from "./media-devices.ts";
import { portOf } from "./network-cards.ts";

/** Slots on the root bus that are named, because device paths tell of them. */
export const usbControllerSlot = 0x2;
export const diskControllerSlot = 0x5;
/** On SATA the further disks have a controller of their own, in the slot that the second disk has elsewhere. */
export const furtherSataSlot = diskControllerSlot + 1;
export const cloudInitSlot = 0xc;
/** A slot as QEMU reads it. */
export const slotAddress = (slot: number): string => slot.toString(16);
/** Slots for network cards, those that come while the machine runs included: eight to a slot of the root bus. */
export const rootPorts = 24;
const firstRootPortSlot = 0x10;
const portsPerSlot = 8;

const hex = (value: number): string => `0x${value.toString(16).toUpperCase()}`;
const pci = (slot: number, fn = 0): string => `Pci(${hex(slot)},${hex(fn)})`;
const root = "PciRoot(0x0)";
const sataPort = (port: number): string => `Sata(${hex(port)},0xFFFF,0x0)`;
/** A port of the SATA controller that a PC has on its board. */
export const boardSataPath = (port: number): string => `${root}/${pci(0x1f, 2)}/${sataPort(port)}`;
export const scsiPath = (slot: number, target: number): string =>
  `${root}/${pci(slot)}/Scsi(${hex(target)},0x0)`;
const furtherSata = (port: number): string => `${root}/${pci(furtherSataSlot)}/${sataPort(port)}`;

const diskPaths: Record<MachineSettingValues["diskInterface"], (disk: number) => string> = {
  "virtio-blk": disk => `${root}/${pci(diskControllerSlot + disk)}`,
  "virtio-scsi": disk => scsiPath(diskControllerSlot, disk),
  nvme: disk => `${root}/${pci(diskControllerSlot + disk)}/NVMe(0x1,00-00-00-00-00-00-00-00)`,
  sata: disk => (disk === 0 ? boardSataPath(1) : furtherSata(disk - 1)),
};

export const diskId = (disk: number): string => `disk${disk}`;

/** Slot and function on the root bus of the root port that a network card sits behind. */
export const rootPortAddress = (port: number): readonly [slot: number, fn: number] => [
  firstRootPortSlot + Math.floor(port / portsPerSlot),
  port % portsPerSlot,
];

/** What a machine of ours can boot. The path of the USB disk is left out: its port is that which was free. */
export function bootDevices(
  nics: readonly { readonly id: string; readonly mac: string }[],
  diskInterface: MachineSettingValues["diskInterface"],
  disks: number,
  cdDrive: CdDrive,
): readonly BootDevice[] {
  return [
    ...Array.from({ length: disks }, (_, disk): BootDevice => {
      return { id: diskId(disk), kind: "hdd", uefiPath: diskPaths[diskInterface](disk) };
    }),
    { id: cdDriveId, kind: "cd", slot: "Cd1", uefiPath: cdDrive.uefiPath },
    { id: usbDiskId, kind: "usb", slot: "Usb1" },
    ...nics.map(({ id, mac }): BootDevice => {
      const port = `${root}/${pci(...rootPortAddress(portOf(id)))}`;
      const address = mac.replaceAll(":", "").toUpperCase();
      return { id, mac, kind: "pxe", uefiPath: `${port}/${pci(0)}/MAC(${address},0x1)` };
    }),
  ];
}
