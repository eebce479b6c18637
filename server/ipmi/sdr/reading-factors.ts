import type { LinearFactors } from "../../bmc/sensors/scale.ts";
import { bits, byte } from "../layout/byte.ts";
import { u8 } from "../layout/fields.ts";

/** M, B and their exponents, as records and Get Sensor Reading Factors have them (IPMI 2.0 table 43-1). */
export const readingFactorFields = {
  mLow: u8,
  mHigh: byte({ m: bits(7, 6), tolerance: bits(5, 0) }),
  bLow: u8,
  bHigh: byte({ b: bits(7, 6), accuracy: bits(5, 0) }),
  accuracy: byte({ accuracyHigh: bits(7, 4), exponent: bits(3, 2), direction: bits(1, 0) }),
  exponents: byte({ result: bits(7, 4), b: bits(3, 0) }),
};

/** Which way a reading goes; reserved in Get Sensor Reading Factors. */
export const Direction = { Unspecified: 0, Input: 1 } as const;

/** Numbers of 10 and of 4 bits are in two's complement: the bits that are left of them say the same. */
export function readingFactorsOf({ m, b, bExponent, resultExponent }: LinearFactors, direction: number) {
  return {
    mLow: m & 0xff,
    mHigh: { m: (m >> 8) & 0b11, tolerance: 0 },
    bLow: b & 0xff,
    bHigh: { b: (b >> 8) & 0b11, accuracy: 0 },
    accuracy: { accuracyHigh: 0, exponent: 0, direction },
    exponents: { result: resultExponent & 0xf, b: bExponent & 0xf },
  };
}
