import { type Misfit, wrongLength } from "./misfit.ts";

/**
 * - `fixed`: always there
 * - `optional`: may be missing at the end, together with all that follow it
 * - `rest`: whatever is left; the last field
 * - `reserved`: ignored when read, 00h when written, and no part of the value
 */
export type FieldKind = "fixed" | "optional" | "rest" | "reserved";

/** One field on the wire. Integers are little endian, as everywhere in IPMI. */
export interface Field<T, K extends FieldKind = "fixed"> {
  readonly kind: K;
  /** In bytes; 0 for `rest`. */
  readonly size: number;
  /** Only ever asked for bytes that are there. */
  decode(data: Buffer, offset: number): T | Misfit;
  encode(value: T, data: Buffer, offset: number): void;
}

const unsigned = (size: number): Field<number> => ({
  kind: "fixed",
  size,
  decode: (data, offset) => data.readUIntLE(offset, size),
  encode: (value, data, offset) => data.writeUIntLE(value, offset, size),
});

export const u8 = unsigned(1);
export const u16 = unsigned(2);
export const u24 = unsigned(3);
export const u32 = unsigned(4);

/** The bytes as they stand. A shorter value is filled up with 00h. */
export const bytes = (size: number): Field<Buffer> => ({
  kind: "fixed",
  size,
  decode: (data, offset) => data.subarray(offset, offset + size),
  encode: (value, data, offset) => value.copy(data, offset, 0, size),
});

/** Text that ends at its first NUL or fills the field. */
export const ascii = (size: number): Field<string> => ({
  kind: "fixed",
  size,
  decode(data, offset) {
    const text = data.toString("latin1", offset, offset + size);
    const end = text.indexOf("\0");
    return end === -1 ? text : text.slice(0, end);
  },
  encode: (value, data, offset) => data.write(value, offset, size, "latin1"),
});

export const reserved = (size: number): Field<undefined, "reserved"> => ({
  kind: "reserved",
  size,
  decode: () => undefined,
  encode: () => {},
});

export const rest: Field<Buffer, "rest"> = {
  kind: "rest",
  size: 0,
  decode: (data, offset) => data.subarray(offset),
  encode: (value, data, offset) => value.copy(data, offset),
};

export const optional = <T>({ size, decode, encode }: Field<T>): Field<T, "optional"> => ({
  kind: "optional",
  size,
  decode: (data, offset) => (offset + size > data.length ? wrongLength : decode(data, offset)),
  encode,
});
