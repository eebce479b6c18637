import { t } from "../app/language.ts";
import { stored } from "../app/stored.ts";
import { Icon } from "../components/icon.tsx";
import type { IconName } from "../components/icon-paths.ts";

const layouts = ["screen", "serial", "both"] as const;
export type Layout = (typeof layouts)[number];

/** Narrower than this, "both" has no room. */
export const wide = matchMedia("(min-width: 1000px)");

export const layout = stored<Layout>("console", wide.matches ? "both" : "screen", value =>
  layouts.includes(value),
);

const words: Record<Layout, { readonly label: string; readonly icon: IconName }> = {
  screen: { label: "Screen", icon: "monitor" },
  serial: { label: "Serial", icon: "terminal" },
  both: { label: "Side by side", icon: "columns" },
};

/** Which of the two consoles is shown. */
export function ConsoleLayout() {
  return (
    <fieldset class="segments">
      <legend class="hidden">{t("Console")}</legend>
      {layouts.map(name => (
        <button
          key={name}
          type="button"
          class={name === "both" ? "needs-room" : undefined}
          aria-pressed={layout.value === name}
          onClick={() => {
            layout.value = name;
          }}
        >
          <Icon name={words[name].icon} />
          <span>{t(words[name].label)}</span>
        </button>
      ))}
    </fieldset>
  );
}
