import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { t } from "../app/language.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";
import "../styles/keys.css";

export interface TextToPasteProps {
  readonly text: string;
  /** Characters. */
  readonly longest: number;
  readonly disabled: boolean;
  /** Why this text will not do. */
  readonly fault: string | undefined;
  readonly onText: (text: string) => void;
}

/** A text that is to go to the machine: written, or taken from the clipboard; hidden from those who look on. */
export function TextToPaste({ text, longest, disabled, fault, onText }: TextToPasteProps) {
  const id = useId();
  const isHidden = useSignal(false);
  const failure = useSignal<string | undefined>(undefined);
  const fromClipboard = async (): Promise<void> => {
    try {
      onText((await navigator.clipboard.readText()).slice(0, longest));
      failure.value = undefined;
    } catch {
      // The browser, or the person whom it asked, said no.
      failure.value = t("The browser does not give the clipboard away. Paste into the field instead.");
    }
  };
  const shown = fault ?? failure.value;
  return (
    <div class="field">
      <div class="text-head">
        <label for={id}>{t("Text")}</label>
        <span id={`${id}-size`} class="muted">
          {t("{number} characters", { number: [...text].length })}
        </span>
      </div>
      <textarea
        id={id}
        class={isHidden.value ? "secret" : undefined}
        rows={6}
        maxLength={longest}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="none"
        disabled={disabled}
        value={text}
        aria-invalid={fault === undefined ? undefined : "true"}
        aria-describedby={`${id}-fault ${id}-size`}
        onInput={event => onText(event.currentTarget.value)}
      />
      <div class="text-tools">
        {/* Only a page that came over TLS is given the clipboard. */}
        {isSecureContext && (
          <Button icon="paste" disabled={disabled} onClick={() => void fromClipboard()}>
            {t("From the clipboard")}
          </Button>
        )}
        <Button
          icon="eye"
          pressed={isHidden.value}
          onClick={() => {
            isHidden.value = !isHidden.value;
          }}
        >
          {t("Hide the text")}
        </Button>
      </div>
      <p id={`${id}-fault`} class="fault" role="alert">
        {shown !== undefined && <Icon name="alert" />}
        {shown}
      </p>
    </div>
  );
}
