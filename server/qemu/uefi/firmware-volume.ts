import { MachineError } from "../../machine/errors.ts";
import { guidLength, readGuid } from "./guid.ts";

const nvDataVolume = "fff12b8d-7696-4c8b-a985-2747075b4f50";
const authenticatedStore = "aaf32c78-947b-439a-a180-2e144ec37792";
const volumeSignature = "_FVH";
/** EFI_FVB2_ERASE_POLARITY: flash that is erased reads as ones. */
const erasedToOnes = 0x800;
const smallestHeader = 72;
/** Of the variable store: GUID, size, format, state and six reserved bytes. */
const storeHeaderLength = 28;
const formatted = 0x5a;
const healthy = 0xfe;

/** How much of the beginning of a file tells how long its first firmware volume is. */
export const volumeLengthIsIn = 40;

/** @param head that beginning @returns bytes, which may be any number where the file is no such file */
export const volumeLength = (head: Buffer): number => Number(head.readBigUInt64LE(32));

/** Where in a file the records of the variables stand. */
export interface RecordArea {
  readonly start: number;
  /** The first byte after it. */
  readonly end: number;
}

/**
 * Finds the variables in the first firmware volume of a file (PI 1.8 volume 3, §3.2.1). What follows in the volume,
 * the working and the spare block of fault tolerant writes, is no concern of ours.
 * @throws MachineError failed, when it is no such file
 */
export function findRecordArea(image: Buffer): RecordArea {
  const refuse = (what: string): never => {
    throw new MachineError("failed", `This is no store of UEFI variables: ${what}.`);
  };
  if (image.length < smallestHeader + storeHeaderLength) return refuse("it is too short");
  if (image.toString("latin1", 40, 44) !== volumeSignature) return refuse("it has no firmware volume");
  if (readGuid(image, 16) !== nvDataVolume) return refuse("its firmware volume holds something else");
  if ((image.readUInt32LE(44) & erasedToOnes) === 0) return refuse("its flash is erased to zeros");
  const headerLength = image.readUInt16LE(48);
  const length = volumeLength(image);
  if (headerLength < smallestHeader || headerLength % 2 !== 0 || length > image.length) {
    return refuse("its firmware volume is cut off");
  }
  if (headerLength + storeHeaderLength > length) return refuse("its firmware volume is cut off");
  if (sum16(image, headerLength) !== 0) return refuse("the checksum of its firmware volume is wrong");
  if (readGuid(image, headerLength) !== authenticatedStore)
    return refuse("its variables are of another format");
  const store = headerLength + guidLength;
  if (image[store + 4] !== formatted || image[store + 5] !== healthy) return refuse("it is not formatted");
  const end = headerLength + image.readUInt32LE(store);
  const start = headerLength + storeHeaderLength;
  if (end < start || end > length) return refuse("its store is larger than its firmware volume");
  return { start, end };
}

function sum16(bytes: Buffer, length: number): number {
  let sum = 0;
  for (let offset = 0; offset < length; offset += 2) sum += bytes.readUInt16LE(offset);
  return sum & 0xffff;
}
