import { MediaError } from "./errors.ts";
import type { Kind } from "./inspection.ts";

/** QEMU's flash counts in these. */
const blockSize = 4096;
const smallest = 2 ** 20;
const largest = 16 * 2 ** 20;

/** The fixed part of EFI_FIRMWARE_VOLUME_HEADER (UEFI PI 1.8, volume 3, 3.2.1), without the block map. */
const headerLength = 56;
const at = { fileSystem: 16, length: 32, signature: 40, headerLength: 48 };
const signature = "_FVH";

/** What a volume holds, by its file system's GUID as it stands in the image. */
const fileSystems: Readonly<Record<string, "files" | "variables">> = {
  // EFI_FIRMWARE_FILE_SYSTEM2_GUID, EFI_FIRMWARE_FILE_SYSTEM3_GUID, EFI_SYSTEM_NV_DATA_FV_GUID
  "78e58c8c3d8a1c4f9935896185c32dd3": "files",
  "7ac07354cb3dca4dbd6f1e9689e7349a": "files",
  "8d2bf1ff96768b4ca9852747075b4f50": "variables",
};

/** Where a processor begins: the last 16 bytes, with a jump in them before anything else (Intel SDM, 9.1.4). */
const resetVectorLength = 16;
const firstInstructions: readonly (readonly number[])[] = [
  // nop, wbinvd, mov eax, cr0: what edk2's reset vectors have before the jump or in its place
  [0x90],
  [0x0f, 0x09],
  [0x0f, 0x20, 0xc0],
  // jmp rel8, jmp rel16, jmp far
  [0xeb],
  [0xe9],
  [0xea],
];

const refuse = (text: string): never => {
  throw new MediaError("notFirmware", text);
};

const hex = (offset: number): string => `0x${offset.toString(16)}`;

/** Whether a volume begins at this place, which tells a firmware image from everything else. */
function requireSignature(image: Buffer, offset: number): void {
  const place = offset + at.signature;
  if (image.toString("latin1", place, place + signature.length) === signature) return;
  refuse(
    offset === 0
      ? "It is no UEFI firmware: it does not begin with a firmware volume."
      : `It is damaged: there is no firmware volume at ${hex(offset)}.`,
  );
}

/** @returns where the volume ends @throws MediaError notFirmware */
function requireVolume(image: Buffer, offset: number): number {
  requireSignature(image, offset);
  const left = image.length - offset;
  const header = image.readUInt16LE(offset + at.headerLength);
  if (header < headerLength || header > left || header % 2 !== 0) {
    refuse(`It is damaged: the firmware volume at ${hex(offset)} has a header of ${header} bytes.`);
  }
  let sum = 0;
  for (let place = 0; place < header; place += 2) sum += image.readUInt16LE(offset + place);
  if ((sum & 0xffff) !== 0) {
    refuse(`It is damaged: the header of the firmware volume at ${hex(offset)} has a wrong checksum.`);
  }
  const content = fileSystems[image.toString("hex", offset + at.fileSystem, offset + at.fileSystem + 16)];
  if (content === "variables") {
    refuse(
      "It holds UEFI variables (OVMF_VARS, or code and variables in one): the code file alone is wanted.",
    );
  }
  if (content !== "files") refuse(`The firmware volume at ${hex(offset)} is of an unknown kind.`);
  const length = image.readBigUInt64LE(offset + at.length);
  if (length < header || length > left) {
    refuse(
      `It is cut off or damaged: the firmware volume at ${hex(offset)} has ${length} bytes, not ${left}.`,
    );
  }
  return offset + Number(length);
}

/**
 * Refuses what a machine certainly could not start with. An image of OVMF's code is one firmware volume after another,
 * and ends with the place where the processor begins.
 * @throws MediaError notFirmware
 */
export function requireFirmware(image: Buffer): void {
  for (let offset = 0; offset < image.length; ) {
    if (image.length - offset < headerLength) refuse(`It is damaged: there is a rest at ${hex(offset)}.`);
    offset = requireVolume(image, offset);
  }
  if (image.length < smallest || image.length % blockSize !== 0) {
    refuse(`It is no flash image: ${image.length} bytes are not 1 to 16 MiB in whole blocks of 4 KiB.`);
  }
  const vector = image.subarray(-resetVectorLength);
  if (!firstInstructions.some(bytes => bytes.every((byte, index) => vector[index] === byte))) {
    refuse("It is no firmware for x86: a processor would find no code where it begins.");
  }
}

/** A file with UEFI firmware as it is received; all of it is looked at once it is there. */
export const firmwareFile: Kind = {
  largest,
  headLength: headerLength,
  requireHead: head => requireSignature(head, 0),
  requireWhole: head => requireSignature(head, 0),
};
