import { expect, expectTypeOf, it } from "vitest";
import { bit, bits, byte, choice } from "../../../server/ipmi/layout/byte.ts";
import {
  ascii,
  bytes,
  optional,
  reserved,
  rest,
  u8,
  u16,
  u24,
  u32,
} from "../../../server/ipmi/layout/fields.ts";
import { type Decoded, layout, nested } from "../../../server/ipmi/layout/layout.ts";
import { invalidValue, wrongLength } from "../../../server/ipmi/layout/misfit.ts";

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");

const whole = layout({
  flags: byte({ isOn: bit(7), level: bits(6, 4), colour: choice(1, 0, { red: 0, green: 2 }) }),
  small: u8,
  gap: reserved(2),
  word: u16,
  three: u24,
  long: u32,
  name: ascii(4),
  raw: bytes(2),
  inner: nested(layout({ a: u8, b: u8 })),
  tail: rest,
});

it("writes fields in the order of their keys, little endian, with reserved bytes as 00h", () => {
  const value = {
    flags: { isOn: true, level: 5, colour: "green" },
    small: 0x11,
    word: 0x2233,
    three: 0x445566,
    long: 0x778899aa,
    name: "ab",
    raw: hex("beef"),
    inner: { a: 1, b: 2 },
    tail: hex("c0ffee"),
  } as const;
  const data = hex("d2 11 0000 3322 665544 aa998877 61620000 beef 01 02 c0ffee");
  expect(whole.encode(value)).toEqual(data);
  expect(whole.decode(data)).toEqual(value);
});

it("tells exactly which values there are", () => {
  expectTypeOf<Decoded<typeof whole>>().toEqualTypeOf<{
    readonly flags: { readonly isOn: boolean; readonly level: number; readonly colour: "red" | "green" };
    readonly small: number;
    readonly word: number;
    readonly three: number;
    readonly long: number;
    readonly name: string;
    readonly raw: Buffer;
    readonly inner: { readonly a: number; readonly b: number };
    readonly tail: Buffer;
  }>();
  const open = layout({ first: u8, second: optional(u8) });
  expectTypeOf<Decoded<typeof open>>().toEqualTypeOf<{ readonly first: number; readonly second?: number }>();
});

it("ignores reserved bits and bytes", () => {
  const it = layout({ flags: byte({ low: bit(0) }), gap: reserved(1) });
  expect(it.decode(hex("ff ff"))).toEqual({ flags: { low: true } });
});

it("refuses bytes that are too few or too many", () => {
  const it = layout({ a: u8, b: u16 });
  expect(it.decode(hex("01 02"))).toBe(wrongLength);
  expect(it.decode(hex("01 02 03 04"))).toBe(wrongLength);
});

it("refuses a value that has no name", () => {
  expect(layout({ colour: byte({ is: choice(1, 0, { red: 0 }) }) }).decode(hex("01"))).toBe(invalidValue);
});

it("lets optional fields be missing from the end, and none be cut in two", () => {
  const it = layout({ a: u8, b: optional(u16), c: optional(u8) });
  expect(it.decode(hex("01"))).toEqual({ a: 1 });
  expect(it.decode(hex("01 02 03"))).toEqual({ a: 1, b: 0x0302 });
  expect(it.decode(hex("01 02 03 04"))).toEqual({ a: 1, b: 0x0302, c: 4 });
  expect(it.decode(hex("01 02"))).toBe(wrongLength);
  expect(it.encode({ a: 1, b: 0x0302 })).toEqual(hex("01 02 03"));
});

it("does not load with bits that two names claim, that no byte has or that stand the wrong way round", () => {
  expect(() => byte({ a: bits(4, 2), b: bit(2) })).toThrow(RangeError);
  expect(() => byte({ a: bit(8) })).toThrow(RangeError);
  expect(() => byte({ a: bits(0, 3) })).toThrow(RangeError);
});

it("does not load with a field behind one that may be missing", () => {
  expect(() => layout({ a: optional(u8), b: u8 })).toThrow(RangeError);
  expect(() => layout({ a: rest, b: optional(u8) })).toThrow(RangeError);
});
