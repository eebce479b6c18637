/** How a sensor's counts become a reading: (m × count + b × 10^bExponent) × 10^resultExponent (IPMI 2.0 §36.3). */
export interface LinearFactors {
  /** Above 0. */
  readonly m: number;
  readonly b: number;
  readonly bExponent: number;
  readonly resultExponent: number;
}

/** The highest count of a sensor, which has 8 bits. */
export const mostCounts = 255;

/** Divides where it can: tenths and hundredths then are the numbers that a person would write. */
const shifted = (value: number, exponent: number): number =>
  exponent < 0 ? value / 10 ** -exponent : value * 10 ** exponent;

export const readingOf = ({ m, b, bExponent, resultExponent }: LinearFactors, counts: number): number =>
  shifted(m * counts + shifted(b, bExponent), resultExponent);

/** The same for the distance between two readings. */
export const widthOf = ({ m, resultExponent }: LinearFactors, counts: number): number =>
  shifted(m * counts, resultExponent);

const inRange = (counts: number): number => Math.min(Math.max(Math.round(counts), 0), mostCounts);

/** The nearest count; a reading out of range gives the end of the range. */
export const countsOf = ({ m, b, bExponent, resultExponent }: LinearFactors, reading: number): number =>
  inRange((shifted(reading, -resultExponent) - shifted(b, bExponent)) / m);

export const widthInCounts = ({ m, resultExponent }: LinearFactors, width: number): number =>
  inRange(shifted(width, -resultExponent) / m);
