import { effect, signal } from "@preact/signals";
import { stored } from "./stored.ts";

export const languages = { en: "English", ja: "日本語" } as const;
type Language = keyof typeof languages;
type Dictionary = Readonly<Record<string, string>>;

const preferred: Language = navigator.language.startsWith("ja") ? "ja" : "en";

export const language = stored<Language>("language", preferred, name => Object.hasOwn(languages, name));

/** English needs none: it is what the code says. */
const loaders: Readonly<Partial<Record<Language, () => Promise<Dictionary>>>> = {
  ja: async () => (await import("../languages/ja.ts")).ja,
};

const dictionary = signal<Dictionary>({});

effect(() => {
  const { value } = language;
  document.documentElement.lang = value;
  const load = loaders[value];
  if (!load) {
    dictionary.value = {};
    return;
  }
  load().then(
    words => {
      dictionary.value = words;
    },
    // The page stays in English where the words cannot be had.
    () => {
      dictionary.value = {};
    },
  );
});

/**
 * The sentence in the person's language.
 * @param sentence in English; "{name}" is filled in from `values`
 */
export function t(sentence: string, values: Readonly<Record<string, string | number>> = {}): string {
  const translated = dictionary.value[sentence] ?? sentence;
  return translated.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
