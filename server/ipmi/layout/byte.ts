import type { Field } from "./fields.ts";
import { invalidValue, Misfit } from "./misfit.ts";

/** Some bits of a byte, in the standard's notation: [hi:lo]. */
export interface Bits<T> {
  readonly hi: number;
  readonly lo: number;
  /** @param raw the bits, shifted down */
  decode(raw: number): T | Misfit;
  encode(value: T): number;
}

type BitsValue<B> = B extends Bits<infer T> ? T : never;

export const bit = (n: number): Bits<boolean> => ({
  hi: n,
  lo: n,
  decode: raw => raw === 1,
  encode: value => (value ? 1 : 0),
});

export const bits = (hi: number, lo: number): Bits<number> => ({
  hi,
  lo,
  decode: raw => raw,
  encode: value => value,
});

/** Bits whose values have names. A value without a name is invalid. */
export function choice<const N extends string>(
  hi: number,
  lo: number,
  values: Readonly<Record<N, number>>,
): Bits<N> {
  const names = new Map(Object.entries<number>(values).map(([name, value]) => [value, name as N]));
  return {
    hi,
    lo,
    decode: raw => names.get(raw) ?? invalidValue,
    encode: name => values[name],
  };
}

/** One byte made of named bits; those without a name are reserved. Throws when two names claim the same bit. */
export function byte<P extends Readonly<Record<string, Bits<unknown>>>>(
  parts: P,
): Field<{ readonly [K in keyof P]: BitsValue<P[K]> }> {
  const named = Object.entries(parts).map(([name, { hi, lo, decode, encode }]) => {
    const mask = (1 << (hi - lo + 1)) - 1;
    return { name, lo, mask, decode, encode };
  });
  refuseOverlap(parts);
  type Value = { readonly [K in keyof P]: BitsValue<P[K]> };
  return {
    kind: "fixed",
    size: 1,
    decode(data, offset) {
      const raw = data[offset] as number;
      const value: Record<string, unknown> = {};
      for (const { name, lo, mask, decode } of named) {
        const part = decode((raw >> lo) & mask);
        if (part instanceof Misfit) return part;
        value[name] = part;
      }
      return value as Value;
    },
    encode(value, data, offset) {
      let raw = 0;
      for (const { name, lo, mask, encode } of named) raw |= (encode(value[name]) & mask) << lo;
      data[offset] = raw;
    },
  };
}

function refuseOverlap(parts: Readonly<Record<string, Bits<unknown>>>): void {
  let claimed = 0;
  for (const [name, { hi, lo }] of Object.entries(parts)) {
    if (hi < lo || hi > 7 || lo < 0) throw new RangeError(`"${name}" has no bits [${hi}:${lo}] in a byte.`);
    const mask = ((1 << (hi - lo + 1)) - 1) << lo;
    if (claimed & mask) throw new RangeError(`"${name}" claims bits that are taken already.`);
    claimed |= mask;
  }
}
