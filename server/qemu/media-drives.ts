import { setTimeout as sleep } from "node:timers/promises";
import type { MediaSlot } from "../events/events.ts";
import { MachineError } from "../machine/errors.ts";
import type { BootPlan, Medium } from "../machine/hypervisor.ts";
import { usbBootIndex } from "./boot-order.ts";
import { cdDriveId, fileNameOf, imageNode, imageNodeName, usbDiskId } from "./media-devices.ts";
import type { QmpClient } from "./qmp/client.ts";
import type { BlockDevice } from "./qmp/protocol.ts";

const cdModels: readonly unknown[] = ["ide-cd", "scsi-cd"];
const deletionBound = 2000;
const pollInterval = 20;

/** What sits in a slot of a running QEMU. */
interface Inserted {
  readonly file: string;
  readonly writeProtected: boolean;
  readonly node: string;
}

/**
 * Puts `medium` in a slot of a running QEMU, or takes out what is there; nothing happens where it is so already.
 * A tray that the guest has locked is opened all the same. The CD drive stays when it is empty; the removable disk comes
 * and goes with its medium, as on a USB port.
 * @throws QmpCommandError | QmpDisconnected | QmpTimeout | MachineError notFound
 */
export async function putMedium(
  qmp: QmpClient,
  slot: MediaSlot,
  medium: Medium | undefined,
  plan: BootPlan,
): Promise<void> {
  const { present, change } = await (slot === "Cd1" ? cdSlot(qmp) : usbSlot(qmp, plan));
  if (isSame(present, medium)) return;
  if (!medium) {
    await change(undefined);
    if (present) await deleteNode(qmp, present.node);
    return;
  }
  // Opened before anything is taken out: an image that cannot be read changes nothing.
  const node = imageNodeName(slot, await nodeNames(qmp));
  await qmp.execute("blockdev-add", imageNode(node, medium));
  try {
    await change(node);
  } catch (error) {
    await deleteNode(qmp, node);
    throw error;
  }
  if (present) await deleteNode(qmp, present.node);
}

function isSame(present: Inserted | undefined, medium: Medium | undefined): boolean {
  return (
    present?.file === (medium && fileNameOf(medium)) && present?.writeProtected === medium?.writeProtected
  );
}

interface Slot {
  readonly present: Inserted | undefined;
  readonly change: (node: string | undefined) => Promise<void>;
}

/** Our own drive or, in a QEMU that somebody else started, the first one. */
async function cdSlot(qmp: QmpClient): Promise<Slot> {
  const devices = await qmp.execute("query-block", {});
  const drive = devices.find(({ qdev }) => qdev === cdDriveId) ?? (await firstCdDrive(qmp, devices));
  if (drive?.qdev === undefined) throw new MachineError("notFound", "This QEMU has no CD drive.");
  const id = drive.qdev;
  return {
    present: insertedIn(drive),
    async change(node) {
      await qmp.execute("blockdev-open-tray", { id, force: true });
      await qmp.execute("blockdev-remove-medium", { id });
      if (node !== undefined) await qmp.execute("blockdev-insert-medium", { id, "node-name": node });
      await qmp.execute("blockdev-close-tray", { id });
    },
  };
}

async function firstCdDrive(
  qmp: QmpClient,
  devices: readonly BlockDevice[],
): Promise<BlockDevice | undefined> {
  for (const device of devices) {
    if (device.qdev === undefined) continue;
    const model = await qmp.execute("qom-get", { path: device.qdev, property: "type" });
    if (cdModels.includes(model)) return device;
  }
  return undefined;
}

async function usbSlot(qmp: QmpClient, plan: BootPlan): Promise<Slot> {
  const devices = await qmp.execute("query-block", {});
  const disk = devices.find(({ qdev }) => qdev?.split("/").includes(usbDiskId));
  const present = disk && insertedIn(disk);
  return {
    present,
    async change(node) {
      if (present) {
        await qmp.execute("device_del", { id: usbDiskId });
        await released(qmp, present.node);
      }
      if (node === undefined) return;
      const bootindex = await usbBootIndex(qmp, plan);
      const disk = { driver: "usb-storage", id: usbDiskId, drive: node, removable: true, bootindex };
      await qmp.execute("device_add", disk);
    },
  };
}

function insertedIn({ inserted }: BlockDevice): Inserted | undefined {
  if (!inserted) return undefined;
  return { file: inserted.file, writeProtected: inserted.ro, node: inserted["node-name"] ?? "" };
}

const nodeNames = async (qmp: QmpClient): Promise<readonly string[]> =>
  (await qmp.execute("query-named-block-nodes", { flat: true })).map(node => node["node-name"]);

/** A device that was deleted holds its image for some milliseconds more. */
async function released(qmp: QmpClient, node: string): Promise<void> {
  const deadline = performance.now() + deletionBound;
  for (;;) {
    const devices = await qmp.execute("query-block", {});
    if (!devices.some(({ inserted }) => inserted?.["node-name"] === node)) return;
    if (performance.now() > deadline) throw new MachineError("failed", "The removable disk does not go.");
    await sleep(pollInterval);
  }
}

/** QEMU made the nodes of an image that was named by `-drive` itself, and takes them away itself. */
async function deleteNode(qmp: QmpClient, node: string): Promise<void> {
  const names = await nodeNames(qmp);
  if (names.includes(node)) await qmp.execute("blockdev-del", { "node-name": node });
}
