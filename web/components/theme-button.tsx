import { t } from "../app/language.ts";
import { type Theme, theme, themes, themeWords } from "../app/theme.ts";
import { Tool } from "./button.tsx";
import type { IconName } from "./icon-paths.ts";

const icons: Record<Theme, IconName> = { system: "system", light: "sun", dark: "moon" };

/** System, light, dark, and round again. */
export function ThemeButton() {
  const next = (): void => {
    theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? "system";
  };
  return (
    <Tool
      icon={icons[theme.value]}
      label={t("Theme: {name}", { name: themeWords[theme.value] })}
      onClick={next}
    />
  );
}
