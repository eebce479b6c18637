/** A GUID as UEFI writes it in text, lower case: "8be4df61-93ca-11d2-aa0d-00e098032b8c". */
export type Guid = string;

/** Vendors of variables (UEFI 2.10 §3.3, §32.6; the last two are edk2's own). */
export const guids = {
  globalVariable: "8be4df61-93ca-11d2-aa0d-00e098032b8c",
  imageSecurityDatabase: "d719b2cb-3d3a-4596-a3bc-dad00e67656f",
  secureBootEnable: "f0a30bc7-af08-4556-99c4-001009c93a44",
  vendorKeys: "9073e4e0-60ec-4b6e-9903-4c223c260f3c",
} as const satisfies Record<string, Guid>;

export const guidLength = 16;

/** The first three fields are numbers in memory's order, least significant byte first; the rest is bytes. */
export function readGuid(bytes: Buffer, offset = 0): Guid {
  const [a, b, c] = [
    bytes.readUInt32LE(offset),
    bytes.readUInt16LE(offset + 4),
    bytes.readUInt16LE(offset + 6),
  ];
  const rest = bytes.toString("hex", offset + 8, offset + guidLength);
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
  return `${hex(a, 8)}-${hex(b, 4)}-${hex(c, 4)}-${rest.slice(0, 4)}-${rest.slice(4)}`;
}

export function guidBytes(guid: Guid): Buffer {
  const [a = "", b = "", c = "", ...rest] = guid.split("-");
  const swapped = [a, b, c].map(field => Buffer.from(field, "hex").reverse());
  return Buffer.concat([...swapped, Buffer.from(rest.join(""), "hex")]);
}
