import { bootSequence } from "../machine/boot-order.ts";
import type { BootDevice, BootDeviceKind, BootPlan } from "../machine/hypervisor.ts";
import { cloudInitId } from "./cloud-init-device.ts";
import { usbDiskId } from "./media-devices.ts";
import type { QmpClient } from "./qmp/client.ts";

/** A device in a running QEMU. */
interface PresentDevice extends BootDevice {
  readonly path: string;
}

/** Sparse, because QEMU refuses an index that is taken. */
const step = 10;
const noIndex = -1;

const kinds: readonly (readonly [RegExp, BootDeviceKind])[] = [
  [/-net(-|$)|^e1000|^rtl8139|^igb$|^vmxnet3$|^ne2k|^pcnet/, "pxe"],
  [/^(ide|scsi)-cd$/, "cd"],
  [/^virtio-blk|^(ide|scsi)-hd$|^nvme$|^usb-storage$/, "hdd"],
];

/** QEMU's boot index of each device, by id; one that has none is not tried before all others. */
export function bootIndexes(
  devices: readonly Pick<BootDevice, "id" | "kind">[],
  plan: BootPlan,
): ReadonlyMap<string, number> {
  return new Map(bootSequence(devices, plan).map(({ id }, place) => [id, (place + 1) * step]));
}

/**
 * Writes the order into QEMU's boot list, which the firmware reads after the next reset.
 * @throws QmpCommandError | QmpDisconnected | QmpTimeout
 */
export async function setBootOrder(qmp: QmpClient, plan: BootPlan): Promise<void> {
  const devices = await presentDevices(qmp);
  const indexes = indexesAmong(devices, plan);
  const changes: { path: string; value: number }[] = [];
  for (const { id, path } of devices) {
    const value = indexes.get(id) ?? noIndex;
    const present = await qmp.execute("qom-get", { path, property: "bootindex" });
    if (present !== value) changes.push({ path, value });
  }
  // QEMU refuses an index that is taken, by the same device even: all give up theirs first.
  for (const { path } of changes) await setIndex(qmp, path, noIndex);
  for (const { path, value } of changes) if (value !== noIndex) await setIndex(qmp, path, value);
}

/** The boot index for the removable disk, which comes and goes. @throws QmpCommandError | QmpDisconnected | QmpTimeout */
export async function usbBootIndex(qmp: QmpClient, plan: BootPlan): Promise<number> {
  return indexesAmong(await presentDevices(qmp), plan).get(usbDiskId) ?? noIndex;
}

/** The removable disk has its place even while it is not there: nothing else gets its index. */
function indexesAmong(devices: readonly PresentDevice[], plan: BootPlan): ReadonlyMap<string, number> {
  const others = devices.filter(({ id }) => id !== usbDiskId);
  return bootIndexes([...others, { id: usbDiskId, kind: "usb" }], plan);
}

const setIndex = (qmp: QmpClient, path: string, value: number) =>
  qmp.execute("qom-set", { path, property: "bootindex", value });

/** The devices of a running QEMU that can be booted. @throws QmpCommandError | QmpDisconnected | QmpTimeout */
export async function presentDevices(qmp: QmpClient): Promise<readonly PresentDevice[]> {
  const devices: PresentDevice[] = [];
  for (const folder of ["/machine/peripheral", "/machine/peripheral-anon"]) {
    for (const { name, type } of await qmp.execute("qom-list", { path: folder })) {
      const [, model] = /^child<(.+)>$/.exec(type) ?? [];
      const known = kinds.find(([pattern]) => model !== undefined && pattern.test(model))?.[1];
      const kind = name === usbDiskId ? "usb" : known;
      if (kind && name !== cloudInitId) devices.push({ id: name, kind, path: `${folder}/${name}` });
    }
  }
  return devices.sort((a, b) => (a.path < b.path ? -1 : 1));
}
