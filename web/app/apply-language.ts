import { effect } from "@preact/signals";
import { type Dictionary, type Language, language, shown } from "./language.ts";

/** English needs none: it is what the code says. */
const loaders: Readonly<Partial<Record<Language, () => Promise<Dictionary>>>> = {
  ja: async () => (await import("../languages/ja.ts")).ja,
};

/** The page speaks the language that the person chose, now and later. */
export function applyLanguage(): void {
  effect(() => {
    const chosen = language.value;
    const become = (spoken: Language, words: Dictionary): void => {
      if (language.value !== chosen) return;
      shown.value = { language: spoken, words };
      document.documentElement.lang = spoken;
    };
    const load = loaders[chosen];
    if (!load) become(chosen, {});
    else
      load().then(
        words => become(chosen, words),
        // The page stays in English where the words cannot be had.
        () => become("en", {}),
      );
  });
}
