import { locale, t } from "./language.ts";

const units = [
  { title: "{count} d", size: 86_400 },
  { title: "{count} h", size: 3_600 },
  { title: "{count} min", size: 60 },
] as const;

/** "3 d 4 h", "12 min", "less than a minute": the two largest units. */
export function durationWords(milliseconds: number): string {
  let seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const parts: string[] = [];
  for (const { title, size } of units) {
    const count = Math.floor(seconds / size);
    seconds -= count * size;
    if (count > 0 || parts.length > 0) parts.push(t(title, { count }));
  }
  return parts.slice(0, 2).join(" ") || t("less than a minute");
}

export const timeWords = (iso: string): string => new Date(iso).toLocaleTimeString(locale());
export const dateWords = (iso: string): string =>
  new Date(iso).toLocaleString(locale(), { dateStyle: "medium", timeStyle: "short" });
export const preciseDateWords = (iso: string): string =>
  new Date(iso).toLocaleString(locale(), { dateStyle: "medium", timeStyle: "medium" });
