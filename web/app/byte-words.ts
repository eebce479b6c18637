const units = ["B", "kB", "MB", "GB", "TB"] as const;

/** "734 MB", "1.4 GB" */
export function byteWords(bytes: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  const value = bytes / 1000 ** step;
  const digits = step > 0 && value < 10 ? 1 : 0;
  return `${value.toLocaleString(undefined, { maximumFractionDigits: digits })} ${units[step]}`;
}
