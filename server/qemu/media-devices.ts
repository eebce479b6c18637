import type { MediaSlot } from "../events/events.ts";
import type { Medium } from "../machine/hypervisor.ts";

/** The ids by which QEMU knows the drive of "Cd1" and the disk of "Usb1". */
export const cdDriveId = "cd0";
export const usbDiskId = "usb0";

/** A name for the image in a slot that none of these nodes has: the one that goes and the one that comes stand side by side. */
export function imageNodeName(slot: MediaSlot, taken: readonly string[] = []): string {
  const name = (n: number): string => `${slot}-image${n}`;
  let n = 0;
  while (taken.includes(name(n))) n += 1;
  return name(n);
}

/** The format is named, as for disks: a guest that may write could otherwise make QEMU read other files of the host. */
export const imageNode = (name: string, medium: Medium) => ({
  driver: "raw",
  "node-name": name,
  "read-only": medium.writeProtected,
  file: protocolNode(medium),
});

/** Without a delay for reconnecting, a read from a server that has gone fails at once and the guest goes on. */
const protocolNode = (medium: Medium) =>
  "file" in medium
    ? { driver: "file" as const, filename: medium.file }
    : {
        driver: "nbd" as const,
        server: { type: "unix" as const, path: medium.nbd.socket },
        export: medium.nbd.export,
      };

/** The file or socket that QEMU opens for it. */
export const placeOf = (medium: Medium): string => ("file" in medium ? medium.file : medium.nbd.socket);

/** What QEMU calls the medium of a slot. */
export const fileNameOf = (medium: Medium): string =>
  "file" in medium ? medium.file : `nbd+unix:///${medium.nbd.export}?socket=${medium.nbd.socket}`;
