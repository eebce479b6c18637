const units = ["B", "KB", "MB", "GB"] as const;

/** "812 B", "1.4 MB": in units of 1000. */
export function bytesWords(bytes: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const digits = power === 0 ? 0 : 1;
  return `${(bytes / 1000 ** power).toFixed(digits)} ${units[power]}`;
}

/** "0:07", "1:02:03" */
export function stopwatchWords(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const pair = (number: number): string => `${number}`.padStart(2, "0");
  const end = `${hours > 0 ? pair(minutes) : minutes}:${pair(seconds % 60)}`;
  return hours > 0 ? `${hours}:${end}` : end;
}
