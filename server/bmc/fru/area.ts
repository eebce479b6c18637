import { decodeField, encodeField, endOfFields, splitFields } from "./field.ts";

/** An info area in its parts (FRU Information Storage Definition §10 to §12). */
export interface Area {
  /** What stands between length and fields: chassis type; language code; date of manufacture. */
  readonly head: Buffer;
  /** Each with its type/length byte. The standard's own come first, in its order. */
  readonly fields: readonly Buffer[];
}

interface Format {
  /** In bytes. */
  readonly headLength: number;
  /** The standard's own fields, in its order. */
  readonly fields: readonly string[];
}

/** The areas that consist of fields. */
export const areaFormats = {
  chassis: { headLength: 1, fields: ["partNumber", "serialNumber"] },
  board: { headLength: 4, fields: ["manufacturer", "name", "serialNumber", "partNumber", "fruFileId"] },
  product: {
    headLength: 1,
    fields: ["manufacturer", "name", "partNumber", "version", "serialNumber", "assetTag", "fruFileId"],
  },
} as const satisfies Record<string, Format>;

export type AreaName = keyof typeof areaFormats;
type FieldName<N extends AreaName> = (typeof areaFormats)[N]["fields"][number];
/** The texts of an area's own fields. */
export type AreaTexts<N extends AreaName> = { readonly [F in FieldName<N>]: string };

/** Areas begin at multiples of this, and are as long. */
export const unit = 8;
const formatVersion = 1;
const mostUnits = 0xff;
const noField = Buffer.of(0xc0);

/** What makes the sum of all bytes 0. */
export const zeroChecksum = (bytes: Uint8Array): number => -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;

export const isFormatVersion = (byte: number | undefined): boolean =>
  byte !== undefined && (byte & 0x0f) === formatVersion;

/** The bytes of the area that begins here; undefined where there is none, or a damaged one. */
export function areaBytes(image: Buffer, offset: number): Buffer | undefined {
  const length = (image[offset + 1] ?? 0) * unit;
  if (!isFormatVersion(image[offset]) || length === 0 || offset + length > image.length) return undefined;
  const bytes = image.subarray(offset, offset + length);
  return zeroChecksum(bytes) === 0 ? bytes : undefined;
}

/** @param bytes of a whole area, its checksum proven */
export function decodeArea(name: AreaName, bytes: Buffer): Area | undefined {
  const { headLength, fields: own } = areaFormats[name];
  const fields = splitFields(bytes.subarray(2 + headLength, -1), own.length);
  return fields && { head: bytes.subarray(2, 2 + headLength), fields };
}

/**
 * The area with version, length, end mark and checksum.
 * @param room its length where the content needs no more
 * @throws RangeError when it is longer than an area may be
 */
export function encodeArea({ head, fields }: Area, room = 0): Buffer {
  const content = Buffer.concat([head, ...fields, Buffer.of(endOfFields)]);
  const units = Math.ceil(Math.max(content.length + 3, room) / unit);
  if (units > mostUnits) throw new RangeError("The fields of the FRU area are too long.");
  const area = Buffer.alloc(units * unit);
  area[0] = formatVersion;
  area[1] = units;
  content.copy(area, 2);
  area[area.length - 1] = zeroChecksum(area);
  return area;
}

export const areaTexts = <N extends AreaName>(name: N, { fields }: Area): AreaTexts<N> =>
  Object.fromEntries(
    areaFormats[name].fields.map((field, index) => [field, decodeField(fields[index] ?? noField)]),
  ) as AreaTexts<N>;

export const areaOf = <N extends AreaName>(name: N, head: readonly number[], texts: AreaTexts<N>): Area => ({
  head: Buffer.from(head),
  fields: areaFormats[name].fields.map(field => encodeField(texts[field as FieldName<N>])),
});

/** The area with one of its own fields changed, and all others as they are. */
export function withText<N extends AreaName>(name: N, area: Area, field: FieldName<N>, text: string): Area {
  const names: readonly string[] = areaFormats[name].fields;
  const fields = [...area.fields];
  while (fields.length < names.length) fields.push(noField);
  fields[names.indexOf(field)] = encodeField(text);
  return { ...area, fields };
}
