import { useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Icon } from "../components/icon.tsx";
import type { ScreenKeyboard } from "../consoles/screen-keyboard.ts";
import { typedDifference } from "../keys/typed-difference.ts";
import { typeText } from "../keys/typist.ts";

/** A field that is never empty hears of a backspace. */
const foundation = "\u200b";
/** Characters after which the field begins anew. */
const enough = 200;

const quiet = { onTask() {}, onProgress() {} };

/**
 * A field for the keyboard of a phone, which tells of texts and not of keys. What is added to it is typed by the BMC, in
 * the layout of the guest; what is corrected is taken back first.
 */
export function PhoneKeyboard({ keyboard }: { readonly keyboard: ScreenKeyboard }) {
  const page = usePage();
  const typed = useRef(foundation);
  const queue = useRef(Promise.resolve());

  const later = (work: () => Promise<unknown>): void => {
    queue.current = queue.current.then(() => page.attempt(async () => void (await work())));
  };
  const begin = (field: HTMLInputElement): void => {
    typed.current = foundation;
    field.value = foundation;
  };
  const onInput = (field: HTMLInputElement, isComposing: boolean): void => {
    const { back, text } = typedDifference(typed.current, field.value);
    typed.current = field.value;
    later(async () => {
      for (let n = 0; n < back; n += 1) keyboard.tap("Backspace");
      if (text !== "") await typeText(page, { text }, quiet);
      keyboard.releaseOnce();
    });
    const isOver = !field.value.startsWith(foundation) || field.value.length > enough;
    if (isOver && !isComposing) begin(field);
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
          later(async () => keyboard.tap("Enter"));
        }}
      />
    </label>
  );
}
