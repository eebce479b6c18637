import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import {
  controlKeys,
  editingKeys,
  functionKeys,
  type SerialKey,
  type SysRq,
  sysRqKeys,
} from "../app/serial-keys.ts";
import { Icon } from "../components/icon.tsx";
import { Popover } from "../components/popover.tsx";
import type { SerialConsole } from "../consoles/serial.ts";

export interface SerialKeysProps {
  readonly serial: SerialConsole;
  readonly disabled: boolean;
}

/** Keys that a browser or a small keyboard does not let through. */
export function SerialKeys({ serial, disabled }: SerialKeysProps) {
  const page = usePage();
  const press = ({ text, cursor }: SerialKey): void =>
    cursor ? serial.typeCursorKey(text) : serial.type(text);
  const sysRq = ({ key, label, warning }: SysRq): void => {
    const run = (): void => {
      serial.sendBreak();
      serial.type(key);
    };
    if (!warning) run();
    else page.confirmation.value = { title: `${t(label)}?`, text: t(warning), label: t(label), run };
  };
  return (
    <Popover label={t("Keys")} buttonClass="tool" button={<Icon name="keyboard" />}>
      <fieldset class="serial-keys" disabled={disabled}>
        <KeyGroup title={t("Ctrl and")} keys={controlKeys} prefix="Ctrl+" press={press} />
        <KeyGroup title={t("Function keys")} keys={functionKeys} press={press} />
        <KeyGroup title={t("Other keys")} keys={editingKeys} press={press} />
        <section>
          <h3>{t("SysRq: a break and a letter, which Linux takes where it is allowed to")}</h3>
          {sysRqKeys.map(each => (
            <button key={each.key} type="button" class="key" onClick={() => sysRq(each)}>
              <kbd>{each.key}</kbd> {t(each.label)}
            </button>
          ))}
        </section>
      </fieldset>
    </Popover>
  );
}

interface KeyGroupProps {
  readonly title: string;
  readonly keys: readonly SerialKey[];
  readonly prefix?: string;
  readonly press: (key: SerialKey) => void;
}

function KeyGroup({ title, keys, prefix = "", press }: KeyGroupProps) {
  return (
    <section>
      <h3>{title}</h3>
      {keys.map(key => (
        <button
          key={key.label}
          type="button"
          class="key"
          aria-label={`${prefix}${t(key.label)}`}
          onClick={() => press(key)}
        >
          {t(key.label)}
        </button>
      ))}
    </section>
  );
}
