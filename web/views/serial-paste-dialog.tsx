import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { stored } from "../app/stored.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { TextToPaste } from "../components/text-to-paste.tsx";
import { hasSeveralLines, pacedPaste } from "../consoles/paced-paste.ts";
import type { SerialConsole } from "../consoles/serial.ts";

const longestText = 1_048_576;
const rates = [100, 500, 1000, 5000, 11_520];
const delays = [0, 50, 100, 250, 500, 1000];

const rate = stored<number>("serialPasteRate", 1000, value => rates.includes(value));
const lineDelay = stored<number>("serialPasteLineDelay", 0, value => delays.includes(value));

export interface SerialPasteDialogProps {
  readonly serial: SerialConsole;
  readonly onClose: () => void;
}

/** Sends a text over the serial line at a pace. It is open for as long as it is rendered. */
export function SerialPasteDialog({ serial, onClose }: SerialPasteDialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const stop = useRef<AbortController>(undefined);
  const text = useSignal("");
  const fault = useSignal<string | undefined>(undefined);
  const bracketed = useSignal(false);
  /** From 0 to 1, while it is sent. */
  const progress = useSignal<number | undefined>(undefined);
  const isSending = progress.value !== undefined;
  useEffect(() => {
    dialog.current?.showModal();
    return () => stop.current?.abort();
  }, []);

  const send = async (): Promise<void> => {
    const controller = new AbortController();
    stop.current = controller;
    progress.value = 0;
    const settings = {
      bytesPerSecond: rate.value,
      lineDelay: lineDelay.value,
      bracketed: bracketed.value,
    };
    const isAll = await pacedPaste(text.value, settings, bytes => serial.send(bytes), {
      signal: controller.signal,
      onProgress(sent) {
        progress.value = sent;
      },
    });
    progress.value = undefined;
    if (isAll) dialog.current?.close();
    else if (!controller.signal.aborted) fault.value = t("The connection was lost: not all of it was sent.");
  };

  return (
    <dialog
      ref={dialog}
      class="dialog form-dialog"
      aria-labelledby={id}
      onCancel={event => {
        if (isSending) event.preventDefault();
      }}
      onClose={onClose}
    >
      <form
        onSubmit={event => {
          event.preventDefault();
          void send();
        }}
      >
        <h2 id={id}>{t("Paste over the serial line")}</h2>
        <TextToPaste
          text={text.value}
          longest={longestText}
          disabled={isSending}
          fault={fault.value}
          onText={now => {
            text.value = now;
            fault.value = undefined;
          }}
        />
        {hasSeveralLines(text.value) && (
          <p class="caution" role="status">
            <Icon name="alert" />
            {t("These are several lines: a shell runs each of them as soon as it has come.")}
          </p>
        )}
        <div class="two-fields">
          <NumberChoice
            label={t("Bytes a second")}
            values={rates}
            chosen={rate.value}
            disabled={isSending}
            onChoose={value => {
              rate.value = value;
            }}
          />
          <NumberChoice
            label={t("Milliseconds after each line")}
            values={delays}
            chosen={lineDelay.value}
            disabled={isSending}
            onChoose={value => {
              lineDelay.value = value;
            }}
          />
        </div>
        <label class="check-line">
          <input
            type="checkbox"
            checked={bracketed.value}
            disabled={isSending}
            onChange={event => {
              bracketed.value = event.currentTarget.checked;
            }}
          />
          {t("Bracketed paste: tell the program that this is a paste, where it knows of that")}
        </label>
        {isSending && <progress max={1} value={progress.value} aria-label={t("Sent")} />}
        <div class="actions">
          {isSending ? (
            <Button onClick={() => stop.current?.abort()}>{t("Stop sending")}</Button>
          ) : (
            <Button onClick={() => dialog.current?.close()}>{t("Cancel")}</Button>
          )}
          <button type="submit" class="button primary" disabled={isSending || text.value === ""}>
            <span>{t("Send it")}</span>
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface NumberChoiceProps {
  readonly label: string;
  readonly values: readonly number[];
  readonly chosen: number;
  readonly disabled: boolean;
  readonly onChoose: (value: number) => void;
}

function NumberChoice({ label, values, chosen, disabled, onChoose }: NumberChoiceProps) {
  return (
    <label class="field">
      {label}
      <select
        value={chosen}
        disabled={disabled}
        onChange={event => onChoose(Number(event.currentTarget.value))}
      >
        {values.map(value => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </select>
    </label>
  );
}
