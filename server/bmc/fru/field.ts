/** Kinds of fields, in bits 7:6 of the type/length byte (FRU Information Storage Definition §13). */
const kinds = ["binary", "bcdPlus", "packedAscii", "text"] as const;
const textKind = kinds.indexOf("text") << 6;
const lengthMask = 0x3f;
const bcdPlus = "0123456789 -.:,_";

/** In bytes. */
export const longestField = lengthMask;
/** Ends an area's list of fields; it reads like a text of one character, so that there is none such. */
export const endOfFields = 0xc1;

/**
 * A field of 8-bit text with its type/length byte.
 * @throws RangeError for text that is longer than a field or not Latin-1
 */
export function encodeField(text: string): Buffer {
  // One character would read as the end of the list.
  const padded = text.length === 1 ? `${text}\0` : text;
  const bytes = Buffer.from(padded, "latin1");
  if (bytes.length > longestField || bytes.toString("latin1") !== padded) {
    throw new RangeError(`A FRU field holds up to ${longestField} characters of Latin-1.`);
  }
  return Buffer.concat([Uint8Array.of(textKind | bytes.length), bytes]);
}

/** @param field with its type/length byte */
export function decodeField(field: Buffer): string {
  const bytes = field.subarray(1);
  switch (kinds[(field[0] ?? 0) >> 6]) {
    case "bcdPlus":
      return [...bytes].map(byte => `${bcdPlus[byte >> 4]}${bcdPlus[byte & 0x0f]}`).join("");
    case "packedAscii":
      return unpack(bytes);
    case "text":
      return bytes.toString("latin1").replace(/\0+$/, "");
    default:
      return bytes.toString("hex");
  }
}

/** 6-bit ASCII, four characters from 20h on in three bytes, the low bits first. */
function unpack(bytes: Buffer): string {
  const count = Math.floor((bytes.length * 8) / 6);
  return Array.from({ length: count }, (_, index) => {
    const at = index * 6;
    const word = (bytes[at >> 3] ?? 0) | ((bytes[(at >> 3) + 1] ?? 0) << 8);
    return String.fromCharCode(0x20 + ((word >> (at & 7)) & 0x3f));
  }).join("");
}

/**
 * The fields, each with its type/length byte; undefined when one is longer than the list.
 * @param own how many there must be: among these, `ipmitool fru edit` writes a text of one character as it stands
 */
export function splitFields(list: Buffer, own: number): readonly Buffer[] | undefined {
  const fields: Buffer[] = [];
  let at = 0;
  while (at < list.length && (fields.length < own || list[at] !== endOfFields)) {
    const end = at + 1 + ((list[at] as number) & lengthMask);
    if (end > list.length) return undefined;
    fields.push(list.subarray(at, end));
    at = end;
  }
  return fields;
}
