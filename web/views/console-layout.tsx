import { type Layout, layout } from "../app/console-place.ts";
import { t } from "../app/language.ts";
import { Icon } from "../components/icon.tsx";
import type { IconName } from "../components/icon-paths.ts";

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
      {(Object.keys(words) as Layout[]).map(name => (
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
