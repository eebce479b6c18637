import { chmodSync, chownSync, readFileSync, type Stats, statSync } from "node:fs";
import type { QemuUser } from "./qemu-user.ts";

const readAndWrite = 0o6;
const permissions = 0o7777;

/**
 * An engine makes a container's devices anew, with the owner and mode that they have on the host. Where no udev runs
 * those are root's alone, so QEMU's group gets them. The host's own are as the host wants them.
 *
 * @returns those of the devices that stay closed to this user
 */
export function lendDevices(user: QemuUser, devices: readonly string[]): string[] {
  return devices.filter(device => {
    const found = statSync(device, { throwIfNoEntry: false });
    if (!found?.isCharacterDevice() || mayOpen(user, found)) return false;
    if (!isContainersOwn(device)) return true;
    chownSync(device, found.uid, user.gid);
    chmodSync(device, (found.mode & permissions) | (readAndWrite << 3));
    return false;
  });
}

/** inode(7) */
function mayOpen({ uid, gid }: QemuUser, found: Stats): boolean {
  const shift = found.uid === uid ? 6 : found.gid === gid ? 3 : 0;
  return ((found.mode >> shift) & readAndWrite) === readAndWrite;
}

/** Its file system is a tmpfs at /dev. The host's is a devtmpfs; a device that is bound to one of the host's is a mount point. */
function isContainersOwn(device: string): boolean {
  const mounts = readFileSync("/proc/self/mountinfo", "utf8").trimEnd().split("\n").map(mountOf);
  const above = mounts.filter(({ at }) => device === at || device.startsWith(`${at}/`));
  const longest = Math.max(...above.map(({ at }) => at.length));
  // The last one lies on top of those that were mounted there before.
  const mount = above.filter(({ at }) => at.length === longest).at(-1);
  return mount?.at === "/dev" && mount.type === "tmpfs";
}

/** Of a line of proc_pid_mountinfo(5): where it is mounted, empty for the root, and the type of file system. */
function mountOf(line: string): { readonly at: string; readonly type: string | undefined } {
  const [place = "", source = ""] = line.split(" - ");
  const [, , , , mountPoint = ""] = place.split(" ");
  return { at: mountPoint === "/" ? "" : mountPoint, type: source.split(" ")[0] };
}
