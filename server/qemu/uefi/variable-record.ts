import { type Guid, guidBytes, guidLength, readGuid } from "./guid.ts";

/** Attributes of variables (UEFI 2.10 §8.2). */
export const attribute = {
  nonVolatile: 0x01,
  bootServices: 0x02,
  runtime: 0x04,
  timeBasedAuthenticated: 0x20,
} as const;

export interface Variable {
  readonly guid: Guid;
  readonly name: string;
  /** See `attribute`. */
  readonly attributes: number;
  readonly data: Buffer;
  /** EFI_TIME of the last authenticated write, 16 bytes; zeros where that is left out. */
  readonly timestamp?: Buffer;
}

const startId = 0x55aa;
const headerLength = 60;
const timestampLength = 16;
const alignment = 4;
const unwritten = 0xffffffff;

/** A state comes to be by clearing bits, because flash is written so. */
const states = { added: 0x3f, inDeletedTransition: 0x3e } as const;

/** A record of an edk2 authenticated variable store, AUTHENTICATED_VARIABLE_HEADER and what follows it. */
export interface VariableRecord {
  readonly variable: Variable;
  /** `old` counts as long as there is no `added` of the same name: a write that was cut short leaves it behind. */
  readonly state: "added" | "old" | "deleted";
  /** Where the next record begins. */
  readonly next: number;
}

/** @returns undefined where there is no (whole) record: what follows is free */
export function readRecord(bytes: Buffer, offset: number, end: number): VariableRecord | undefined {
  if (offset + headerLength > end || bytes.readUInt16LE(offset) !== startId) return undefined;
  const sizes = [bytes.readUInt32LE(offset + 36), bytes.readUInt32LE(offset + 40)];
  // A header that was being written when power went has no sizes yet.
  const [nameSize = 0, dataSize = 0] = sizes.includes(unwritten) ? [] : sizes;
  const data = offset + headerLength + nameSize;
  if (data + dataSize > end) return undefined;
  const nameEnd = Math.max(data - 2, offset + headerLength);
  const variable = {
    guid: readGuid(bytes, offset + 44),
    name: bytes.toString("utf16le", offset + headerLength, nameEnd),
    attributes: bytes.readUInt32LE(offset + 4),
    data: Buffer.from(bytes.subarray(data, data + dataSize)),
    timestamp: Buffer.from(bytes.subarray(offset + 16, offset + 16 + timestampLength)),
  };
  return { variable, state: stateOf(bytes[offset + 2] ?? 0), next: aligned(data + dataSize) };
}

function stateOf(state: number): VariableRecord["state"] {
  if (state === states.added) return "added";
  return state === states.inDeletedTransition ? "old" : "deleted";
}

const aligned = (offset: number): number => Math.ceil(offset / alignment) * alignment;

/** The record of a variable that is there, padded to where the next one may begin. */
export function recordBytes({ guid, name, attributes, data, timestamp }: Variable): Buffer {
  const nameBytes = Buffer.from(`${name}\0`, "utf16le");
  const record = Buffer.alloc(aligned(headerLength + nameBytes.length + data.length), 0xff);
  record.fill(0, 0, headerLength);
  record.writeUInt16LE(startId, 0);
  record.writeUInt8(states.added, 2);
  record.writeUInt32LE(attributes, 4);
  if (timestamp) record.set(timestamp.subarray(0, timestampLength), 16);
  record.writeUInt32LE(nameBytes.length, 36);
  record.writeUInt32LE(data.length, 40);
  record.set(guidBytes(guid).subarray(0, guidLength), 44);
  record.set(nameBytes, headerLength);
  record.set(data, headerLength + nameBytes.length);
  return record;
}
