import type { BootTarget } from "../events/events.ts";
import { usbDiskId } from "./media-devices.ts";
import type { QmpClient } from "./qmp/client.ts";

type BootDeviceKind = "hdd" | "cd" | "usb" | "pxe";

interface BootDevice {
  readonly path: string;
  readonly kind: BootDeviceKind;
}

/** Where each kind stands when nothing is overridden; sparse, because QEMU refuses an index that is taken. */
const configured: Record<BootDeviceKind, number> = { hdd: 100, cd: 200, usb: 250, pxe: 300 };
/** Before all others. */
const preferred = 10;
/** With "cd", the removable disk comes next: the firmware takes it where the drive has nothing that boots. */
const afterCd = 50;

const kinds: readonly (readonly [RegExp, BootDeviceKind])[] = [
  [/-net(-|$)|^e1000|^rtl8139|^igb$|^vmxnet3$|^ne2k|^pcnet/, "pxe"],
  [/^(ide|scsi)-cd$/, "cd"],
  [/^virtio-blk|^(ide|scsi)-hd$|^nvme$|^usb-storage$/, "hdd"],
];

/** Firmware setup is no device: the configured order stays. */
export function bootIndex(kind: BootDeviceKind, position: number, target: BootTarget): number {
  const first = kind === "usb" && target === "cd" ? afterCd : configured[kind];
  return (kind === target ? preferred : first) + position;
}

/**
 * Writes the order into QEMU's boot list, which the firmware reads after the next reset.
 * @throws QmpCommandError | QmpDisconnected | QmpTimeout
 */
export async function setBootOrder(qmp: QmpClient, target: BootTarget): Promise<void> {
  const positions: Record<BootDeviceKind, number> = { hdd: 0, cd: 0, usb: 0, pxe: 0 };
  const devices = await bootDevices(qmp);
  // QEMU refuses an index that is taken, by the same device even: those that give one up go first.
  devices.sort((a, b) => Number(a.kind === target) - Number(b.kind === target));
  for (const { path, kind } of devices) {
    const value = bootIndex(kind, positions[kind]++, target);
    const present = await qmp.execute("qom-get", { path, property: "bootindex" });
    if (present !== value) await qmp.execute("qom-set", { path, property: "bootindex", value });
  }
}

async function bootDevices(qmp: QmpClient): Promise<BootDevice[]> {
  const devices: BootDevice[] = [];
  for (const folder of ["/machine/peripheral", "/machine/peripheral-anon"]) {
    for (const { name, type } of await qmp.execute("qom-list", { path: folder })) {
      const [, model] = /^child<(.+)>$/.exec(type) ?? [];
      const known = kinds.find(([pattern]) => model !== undefined && pattern.test(model))?.[1];
      const kind = name === usbDiskId ? "usb" : known;
      if (kind) devices.push({ path: `${folder}/${name}`, kind });
    }
  }
  return devices.sort((a, b) => (a.path < b.path ? -1 : 1));
}
