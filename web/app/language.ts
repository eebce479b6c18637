import { signal } from "@preact/signals";
import { stored } from "./stored.ts";

export const languages = { en: "English", ja: "日本語" } as const;
export type Language = keyof typeof languages;
type Values = Readonly<Record<string, string | number>>;
export type Dictionary = Readonly<Record<string, string>>;

const preferred: Language = navigator.language.startsWith("ja") ? "ja" : "en";

export const language = stored<Language>("language", preferred, name => Object.hasOwn(languages, name));

/** The words of the language that is shown, by the English sentence. */
export const shown = signal<{ readonly language: Language; readonly words: Dictionary }>({
  language: "en",
  words: {},
});

/**
 * The sentence in the person's language.
 * @param sentence in English; "{name}" is filled in from `values`
 */
export function t(sentence: string, values?: Values): string {
  return filled(shown.value.words[sentence] ?? sentence, values);
}

/** The sentence itself, with the values in it. */
export const filled = (sentence: string, values: Values = {}): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

/**
 * A table of sentences, each of them in the person's language whenever it is read. A table with more in it than
 * sentences is left as it is, and what is shown of it goes through `t`.
 */
export function translated<T extends Readonly<Record<string, string>>>(english: T): T {
  const table = {};
  for (const [name, sentence] of Object.entries(english)) {
    Object.defineProperty(table, name, { enumerable: true, get: () => t(sentence) });
  }
  return table as T;
}

/** How the person writes numbers and dates: as the browser's own language does where that is the page's. */
export function locale(): string {
  const { language } = shown.value;
  return navigator.languages.find(name => name === language || name.startsWith(`${language}-`)) ?? language;
}

export const countWords = (count: number): string => count.toLocaleString(locale());
