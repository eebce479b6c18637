import { t } from "../app/language.ts";
import type { KeyLeds } from "../consoles/keyboard-rfb.ts";

const lights = [
  ["num", "Num", "Num Lock"],
  ["caps", "Caps", "Caps Lock"],
  ["scroll", "Scroll", "Scroll Lock"],
] as const satisfies readonly (readonly [keyof KeyLeds, string, string])[];

export interface KeyLedListProps {
  /** Unknown until the guest's keyboard has told of them. */
  readonly leds: KeyLeds | undefined;
  /** Whether those that are off are left out. */
  readonly litOnly?: true;
}

/** The lights of the guest's keyboard. */
export function KeyLedList({ leds, litOnly }: KeyLedListProps) {
  const shown = leds ? lights.filter(([light]) => leds[light] || !litOnly) : [];
  if (!leds || shown.length === 0) return null;
  return (
    <ul class="key-leds plain-list" aria-label={t("Lights of the guest's keyboard")}>
      {shown.map(([light, word, name]) => {
        const says = leds[light] ? t("{lock} is on", { lock: name }) : t("{lock} is off", { lock: name });
        return (
          <li key={light} class={leds[light] ? "lit" : undefined} title={says}>
            <span aria-hidden="true">{word}</span>
            <span class="hidden">{says}</span>
          </li>
        );
      })}
    </ul>
  );
}
