import { t, translated } from "../app/language.ts";
import { views, viewTitles } from "../app/route.ts";
import { keysOfView, shortcutKeys, singleKeys } from "../app/shortcuts.ts";
import { PanelDialog } from "../components/panel-dialog.tsx";

const anywhere = translated({
  [shortcutKeys.palette]: "All commands; also while you type, but not inside of a console",
  Esc: "Close what lies over the page",
});

const single = translated({
  [shortcutKeys.list]: "This list",
  [shortcutKeys.search]: "Search in this view",
});

const inConsoles = translated({
  "Ctrl+Alt+G": "Leave the console: the keyboard goes to the buttons above it",
  "Ctrl+Shift+F": "Search in the serial console",
  "Ctrl+Shift+C": "Copy what is selected in the serial console",
});

export function ShortcutList() {
  const isOn = singleKeys.value === "on";
  const ofViews = views.flatMap(view => {
    const keys = keysOfView(view);
    return keys ? [[keys, t("Go to: {view}", { view: viewTitles[view] })] as const] : [];
  });
  return (
    <PanelDialog panel="shortcuts" title={t("Keyboard shortcuts")}>
      <Keys title={t("Anywhere")} of={Object.entries(anywhere)} />
      <Keys
        title={t("Single keys, while you do not type")}
        of={[...Object.entries(single), ...ofViews]}
        isOff={!isOn}
      />
      <label class="tick">
        <input
          type="checkbox"
          checked={isOn}
          onChange={event => {
            singleKeys.value = event.currentTarget.checked ? "on" : "off";
          }}
        />
        {t("Shortcuts of single keys")}
      </label>
      <Keys title={t("In a console")} of={Object.entries(inConsoles)} />
      <p class="muted">{t("All other keys go to the machine while a console has the keyboard.")}</p>
    </PanelDialog>
  );
}

interface KeysProps {
  readonly title: string;
  readonly of: readonly (readonly [string, string])[];
  readonly isOff?: boolean;
}

function Keys({ title, of, isOff = false }: KeysProps) {
  return (
    <section class={isOff ? "off" : undefined}>
      <h3>{title}</h3>
      <dl>
        {of.map(([keys, about]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{about}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
