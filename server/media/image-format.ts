import { open } from "node:fs/promises";
import { MediaError } from "./errors.ts";
import type { Kind } from "./inspection.ts";

/** Bytes from an image's beginning that tell what it is: up to the first volume descriptor of ISO 9660, sector 16. */
const headLength = 16 * 2048 + 6;

/** QEMU's disks and floppies count in these. */
const sectorSize = 512;

const signature =
  (offset: number, ...texts: readonly string[]) =>
  (head: Buffer): boolean =>
    texts.some(text => head.toString("latin1", offset, offset + text.length) === text);

/** What people put behind an image's URI by mistake. A drive would show its bytes to the guest as they are. */
const foreign: readonly (readonly [name: string, matches: (head: Buffer) => boolean])[] = [
  ["a qcow2 image", signature(0, "QFI\xfb")],
  ["a VMDK image", signature(0, "KDMV", "COWD", "# Disk DescriptorFile")],
  ["a VHDX image", signature(0, "vhdxfile")],
  ["a VDI image", signature(0x40, "\x7f\x10\xda\xbe")],
  ["compressed with gzip", signature(0, "\x1f\x8b")],
  ["compressed with xz", signature(0, "\xfd7zXZ\0")],
  ["compressed with zstd", signature(0, "\x28\xb5\x2f\xfd")],
  ["compressed with bzip2", signature(0, "BZh")],
  ["a ZIP archive", signature(0, "PK\x03\x04")],
  ["a page of HTML or XML", head => /^(\xef\xbb\xbf)?\s*<[!?a-z]/i.test(head.toString("latin1", 0, 256))],
];

const isIso = signature(16 * 2048 + 1, "CD001", "BEA01", "NSR0");

/**
 * Refuses what no drive can take: an image is raw, an ISO or of a disk or floppy.
 * @param head its first `headLength` bytes, or all of a shorter one
 * @throws MediaError notAnImage
 */
function requireImageHead(head: Buffer): void {
  const [name] = foreign.find(([, matches]) => matches(head)) ?? [];
  if (name) throw new MediaError("notAnImage", `It is ${name}; virtual media takes raw images (ISO, IMG).`);
}

/** The same once all is there. @throws MediaError notAnImage */
function requireImage(head: Buffer, size: number): void {
  if (size === 0) throw new MediaError("notAnImage", "It is empty.");
  requireImageHead(head);
  if (!isIso(head) && size % sectorSize !== 0) {
    throw new MediaError("notAnImage", `It is neither an ISO nor an image of a disk (${size} bytes).`);
  }
}

/** An ISO is what a CD drive expects; anything else is the image of a disk. */
export type ImageKind = "iso" | "disk";

/** @throws the system's error */
export async function imageKindOf(file: string): Promise<ImageKind> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headLength), 0, headLength, 0);
    return isIso(buffer.subarray(0, bytesRead)) ? "iso" : "disk";
  } finally {
    await handle.close();
  }
}

/** Raw images of disks and ISOs; the largest is more than a dual-layer Blu-ray and any installer. */
export const diskImage: Kind = {
  largest: 64 * 2 ** 30,
  headLength,
  requireHead: requireImageHead,
  requireWhole: requireImage,
};
