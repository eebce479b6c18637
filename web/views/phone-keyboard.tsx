import { useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Icon } from "../components/icon.tsx";
import type { ScreenKeyboard } from "../consoles/screen-keyboard.ts";
import { typedDifference } from "../keys/typed-difference.ts";
import { pressKeys, typeText } from "../keys/typist.ts";

/** A field that is never empty hears of a backspace. */
const foundation = "\u200b";
/** Characters after which the field begins anew. */
const enough = 200;

const withoutFoundation = (text: string): string => text.replaceAll(foundation, "");

const quiet = { onTask() {}, onProgress() {} };

/**
 * A field for the keyboard of a phone, which tells of texts and not of keys. What is added to it is typed by the BMC, in
 * the layout of the guest; what is corrected is taken back first.
 */
export function PhoneKeyboard({ keyboard }: { readonly keyboard: ScreenKeyboard }) {
  const page = usePage();
  const typed = useRef(foundation);

  const later = (work: () => Promise<void>): void => keyboard.inTurn(() => page.attempt(work));
  const begin = (field: HTMLInputElement): void => {
    typed.current = foundation;
    field.value = foundation;
    field.setSelectionRange(foundation.length, foundation.length);
  };
  const onInput = (field: HTMLInputElement, isComposing: boolean): void => {
    const hasFoundation = field.value.includes(foundation);
    const { back, text } = typedDifference(withoutFoundation(typed.current), withoutFoundation(field.value));
    const lost = typed.current.includes(foundation) && !hasFoundation ? 1 : 0;
    typed.current = field.value;
    later(async () => {
      for (let n = 0; n < back + lost; n += 1) await pressKeys(page, ["Backspace"]);
      if (text !== "") await typeText(page, { text }, quiet);
      keyboard.releaseOnce();
    });
    if ((!hasFoundation || field.value.length > enough) && !isComposing) begin(field);
  };
  return (
    <label class="phone-keyboard">
      <Icon name="keyboard" />
      <span>{t("Type here")}</span>
      <input
        defaultValue={foundation}
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        enterkeyhint="enter"
        onFocus={event => begin(event.currentTarget)}
        onInput={event => onInput(event.currentTarget, event.isComposing)}
        onKeyDown={event => {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          begin(event.currentTarget);
          later(() => pressKeys(page, ["Enter"]));
        }}
      />
    </label>
  );
}
