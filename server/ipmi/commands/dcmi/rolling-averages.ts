/** Units of time periods, by their number in the upper two bits (DCMI 1.5 table 6-3); in seconds. */
const unitSeconds = [1, 60, 3600, 86_400];

/** Periods over which power is averaged, as DCMI writes them: 5 s, 1 min, 15 min, 1 h. */
export const averagingPeriods: readonly number[] = [0x05, 0x41, 0x4f, 0x81];

/** @param period a time period as DCMI writes it */
export const secondsOf = (period: number): number => (period & 0x3f) * (unitSeconds[period >> 6] ?? 1);
