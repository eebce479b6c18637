import type { Field, FieldKind } from "./fields.ts";
import { Misfit, wrongLength } from "./misfit.ts";

type Shape = Readonly<Record<string, Field<unknown, FieldKind>>>;
type Value<F> = F extends Field<infer T, FieldKind> ? T : never;
type KeysOfKind<S extends Shape, K extends FieldKind> = {
  [N in keyof S]: S[N]["kind"] extends K ? N : never;
}[keyof S];

/** The value that a layout's fields make. */
type ValueOf<S extends Shape> = {
  readonly [N in KeysOfKind<S, "fixed" | "rest">]: Value<S[N]>;
} & { readonly [N in KeysOfKind<S, "optional">]?: Value<S[N]> } extends infer T
  ? { [N in keyof T]: T[N] }
  : never;

/** Type, encoder and decoder from one description; the order of the keys is the order on the wire. */
export interface Layout<T> {
  /** In bytes, without optional fields and rest. */
  readonly size: number;
  decode(data: Buffer): T | Misfit;
  encode(value: T): Buffer;
}

export type Decoded<L> = L extends Layout<infer T> ? T : never;

export function layout<const S extends Shape>(shape: S): Layout<ValueOf<S>> {
  const fields = Object.entries(shape);
  refuseDisorder(fields);
  const isPresent = (kind: FieldKind) => kind === "fixed" || kind === "reserved";
  const sizeOf = (kept: typeof fields) => kept.reduce((sum, [, { size }]) => sum + size, 0);
  const size = sizeOf(fields.filter(([, { kind }]) => isPresent(kind)));
  const longest = fields.some(([, { kind }]) => kind === "rest") ? Number.POSITIVE_INFINITY : sizeOf(fields);

  return {
    size,
    decode(data) {
      if (data.length < size || data.length > longest) return wrongLength;
      const value: Record<string, unknown> = {};
      let offset = 0;
      for (const [name, field] of fields) {
        if (field.kind === "optional" && offset === data.length) break;
        const part = field.decode(data, offset);
        if (part instanceof Misfit) return part;
        if (field.kind !== "reserved") value[name] = part;
        offset += field.size;
      }
      return value as ValueOf<S>;
    },
    encode(value: Readonly<Record<string, unknown>>) {
      let length = size;
      for (const [name, { kind, size }] of fields) {
        if (kind === "rest") length += (value[name] as Buffer).length;
        if (kind === "optional" && value[name] !== undefined) length += size;
      }
      const data = Buffer.alloc(length);
      let offset = 0;
      for (const [name, field] of fields) {
        if (field.kind === "optional" && value[name] === undefined) break;
        field.encode(value[name], data, offset);
        offset += field.size;
      }
      return data;
    },
  };
}

/** A layout as one field of another. */
export const nested = <T>({ size, decode, encode }: Layout<T>): Field<T> => ({
  kind: "fixed",
  size,
  decode: (data, offset) => decode(data.subarray(offset, offset + size)),
  encode: (value, data, offset) => encode(value).copy(data, offset),
});

export const empty = layout({});

function refuseDisorder(fields: readonly (readonly [string, Field<unknown, FieldKind>])[]): void {
  for (const [index, [, { kind }]] of fields.entries()) {
    const next = fields[index + 1];
    const nextMayFollow = kind === "optional" ? next?.[1].kind === "optional" : kind !== "rest";
    if (next && !nextMayFollow) throw new RangeError(`"${next[0]}" follows a field that may be missing.`);
  }
}
