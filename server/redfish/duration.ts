/** "P1DT2H3M4.5S", not without any part. */
export const durationPattern = "^P(?=.)(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+([.]\\d+)?S)?)?$";

const seconds = { D: 86_400, H: 3600, M: 60, S: 1 } as const;

/** "PT1M30S" → 90 */
export function secondsOf(duration: string): number {
  const parts = duration.matchAll(/([\d.]+)([DHMS])/g);
  return [...parts].reduce((sum, [, n, unit]) => sum + Number(n) * seconds[unit as keyof typeof seconds], 0);
}
