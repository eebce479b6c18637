import { translated } from "./language.ts";
import { stored } from "./stored.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const themeWords = translated<Record<Theme, string>>({
  system: "As the system",
  light: "Light",
  dark: "Dark",
});

export const theme = stored<Theme>("theme", "system", value => themes.includes(value));

/** Every colour is a light-dark() pair, so the scheme is all there is to set. */
export function applyTheme(): void {
  theme.subscribe(value => {
    document.documentElement.style.colorScheme = value === "system" ? "" : value;
  });
}
