/** A time stamp that stands for none (IPMI 2.0 §37.1). */
export const noTimestamp = 0xffff_ffff;

/** A time as IPMI writes it: seconds since the epoch. */
export const timestamp = (milliseconds: number): number =>
  Math.min(Math.max(Math.floor(milliseconds / 1000), 0), noTimestamp - 1);

/** The same for something that may never have happened. */
export const timestampOrNone = (milliseconds: number): number =>
  milliseconds === 0 ? noTimestamp : timestamp(milliseconds);
