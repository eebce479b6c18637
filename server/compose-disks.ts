import { guestImagePath } from "../configs/guest/guest-image.mjs";
import type { Identity } from "./bmc/identity.ts";
import type { Config } from "./config/config.ts";
import { diskList } from "./config/disk-list.ts";
import { MachineError } from "./machine/errors.ts";
import { guestArchitecture } from "./qemu/architecture/architectures.ts";
import { type DiskSpec, longestSerial } from "./qemu/disk-devices.ts";
import { createDisk, diskExists, diskFormat, relativeBacking } from "./qemu/disk-image.ts";
import type { Store } from "./store/store.ts";

interface DiskParts {
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  readonly store: Store;
  readonly identity: Identity;
}

/** All disks for a start; those that are to be made are there then. @throws MachineError */
export async function diskSpecs(parts: DiskParts): Promise<readonly DiskSpec[]> {
  const disks = [await firstDisk(parts)];
  for (const { file, size } of diskList(parts.config.VM_DISKS)) {
    if (!diskExists(file) && size !== "") await createDisk(file, size, "VM_DISKS");
    if (!diskExists(file)) throw new MachineError("notFound", `VM_DISKS: there is no ${file}.`);
    disks.push(await writableDisk(parts, file, disks.length));
  }
  return disks;
}

/** The configured disk, a new empty one, or the embedded Linux. */
async function firstDisk(parts: DiskParts): Promise<DiskSpec> {
  const { config, env, identity } = parts;
  const { VM_DISK: file, VM_DISK_SIZE: size } = config;
  if (!diskExists(file) && size !== "") await createDisk(file, size);
  if (diskExists(file)) return writableDisk(parts, file, 0);
  const guest = guestImagePath(env, guestArchitecture(config.VM_ARCH).name);
  const serial = diskSerial(identity, 0);
  if (diskExists(guest)) return { file: guest, format: "raw", serial, readOnly: true };
  const message = `There is no disk ${file}, and the embedded Linux has not been built (npm start builds it).`;
  throw new MachineError("notFound", message);
}

/** What was found out once about a disk's format stays. */
async function writableDisk({ store, identity }: DiskParts, file: string, disk: number): Promise<DiskSpec> {
  const name = `diskFormat:${file}`;
  const format = store.setting<string>(name) ?? (await diskFormat(file));
  store.saveSetting(name, format);
  const backing = await relativeBacking(file, format);
  return { file, format, backing, serial: diskSerial(identity, disk), readOnly: false };
}

/** The end is what tells disks apart; a long serial number gives way to it. */
function diskSerial({ serialNumber }: Identity, disk: number): string {
  const end = `-disk${disk}`;
  return `${serialNumber.slice(0, longestSerial - end.length)}${end}`;
}
