import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { KeyCode } from "../../server/redfish/oem.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { Popover } from "../components/popover.tsx";
import { type Combination, combinations, virtualTerminals } from "../keys/combinations.ts";
import { chordName, nameOf } from "../keys/key-names.ts";
import { parseMacro } from "../keys/macro.ts";
import { type Macro, macros } from "../keys/macros.ts";
import { type SysRq, sysRqs } from "../keys/sys-rq.ts";
import { pressKeys, runMacro } from "../keys/typist.ts";
import { KeyLedList } from "./key-leds.tsx";
import type { KeyToolsProps } from "./key-tools.tsx";
import { MacrosDialog } from "./macros-dialog.tsx";

/** Keys that a browser does not give away, Linux's Magic SysRq, and the person's own macros. */
export function KeysMenu({ screen, disabled }: KeyToolsProps) {
  const page = usePage();
  const isEditing = useSignal(false);
  const running = useSignal<string | undefined>(undefined);
  const stop = useRef<AbortController>(undefined);

  const press = (keys: readonly KeyCode[]): void => {
    void page.attempt(() => pressKeys(page, keys));
    screen?.focus();
  };
  const command = ({ key, about, warning }: SysRq): void => {
    const run = (): void => press(["AltLeft", "PrintScreen", key]);
    if (!warning) run();
    else page.confirmation.value = { title: `${t(about)}?`, text: t(warning), label: t(about), run };
  };
  const play = async ({ name, sequence }: Macro): Promise<void> => {
    stop.current?.abort();
    const controller = new AbortController();
    stop.current = controller;
    running.value = name;
    screen?.focus();
    await page.attempt(() => runMacro(page, parseMacro(sequence), controller.signal));
    if (stop.current === controller) running.value = undefined;
  };

  return (
    <>
      {running.value !== undefined && (
        <Button kind="quiet" icon="close" onClick={() => stop.current?.abort()}>
          {t("Stop {name}", { name: running.value })}
        </Button>
      )}
      <Popover
        label={t("Keys")}
        buttonClass="button quiet"
        button={
          <>
            <Icon name="keyboard" />
            <span>{t("Keys")}</span>
            <Icon name="chevron" />
          </>
        }
      >
        <fieldset class="keys-menu" disabled={disabled}>
          <legend class="hidden">{t("Keys")}</legend>
          <Section title={t("Combinations")}>
            <KeyGrid of={combinations} press={press} />
          </Section>
          <Section title={t("Linux text consoles")}>
            <KeyGrid of={virtualTerminals} press={press} short />
          </Section>
          <Section title={t("My macros")}>
            {macros.value.map(macro => (
              <Button key={macro.name} kind="quiet" title={macro.sequence} onClick={() => void play(macro)}>
                {macro.name}
              </Button>
            ))}
            <Button
              kind="quiet"
              icon="pencil"
              onClick={() => {
                isEditing.value = true;
              }}
            >
              {macros.value.length > 0 ? t("Edit macros") : t("Make a macro")}
            </Button>
          </Section>
          <Section title={t("The guest's keyboard")}>
            <KeyLedList leds={screen?.keyboard.leds.value} />
            <Button
              kind="quiet"
              icon="up"
              title={t("When the guest seems to take a key for held")}
              onClick={() => screen?.keyboard.releaseAll()}
            >
              {t("Release all keys")}
            </Button>
          </Section>
          <details class="sys-rqs">
            <summary>{t("Magic SysRq (Linux)")}</summary>
            {sysRqs.map(each => (
              <Button
                key={each.key}
                kind={each.warning ? "risky" : "quiet"}
                title={`Alt+SysRq+${nameOf(each.key)}`}
                onClick={() => command(each)}
              >
                <kbd>{nameOf(each.key)}</kbd> {t(each.about)}
              </Button>
            ))}
          </details>
          <p class="muted">
            {t("The screen takes every key while it has the focus. {keys} leaves it.", {
              keys: "Ctrl+Alt+G",
            })}
          </p>
        </fieldset>
      </Popover>
      {isEditing.value && (
        <MacrosDialog
          onClose={() => {
            isEditing.value = false;
          }}
        />
      )}
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

interface KeyGridProps {
  readonly of: readonly Combination[];
  readonly press: (keys: readonly KeyCode[]) => void;
  /** Whether the last key is name enough. */
  readonly short?: true;
}

function KeyGrid({ of, press, short }: KeyGridProps) {
  return (
    <div class={short ? "key-grid short" : "key-grid"}>
      {of.map(({ keys, about }) => {
        const name = chordName(keys);
        return (
          <button
            key={name}
            type="button"
            class="button plain"
            title={about === undefined ? name : `${name}: ${t(about)}`}
            aria-label={short && name}
            onClick={() => press(keys)}
          >
            <span>{short ? keys.slice(-1).map(nameOf) : name}</span>
          </button>
        );
      })}
    </div>
  );
}
