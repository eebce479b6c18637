import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { stored } from "../app/stored.ts";
import { Icon } from "../components/icon.tsx";
import { LabelledSelect } from "../components/labelled-select.tsx";
import { PasteDialog } from "../components/paste-dialog.tsx";
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
  const stop = useRef<AbortController>(undefined);
  const text = useSignal("");
  const fault = useSignal<string | undefined>(undefined);
  const bracketed = useSignal(false);
  /** From 0 to 1, while it is sent. */
  const progress = useSignal<number | undefined>(undefined);
  const isSending = progress.value !== undefined;
  useEffect(() => () => stop.current?.abort(), []);

  const send = async (): Promise<boolean> => {
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
    if (!isAll && !controller.signal.aborted) {
      fault.value = t("The connection was lost: not all of it was sent.");
    }
    return isAll;
  };

  return (
    <PasteDialog
      title={t("Paste over the serial line")}
      submitLabel={t("Send it")}
      text={text.value}
      longest={longestText}
      fault={fault.value}
      onText={now => {
        text.value = now;
        fault.value = undefined;
      }}
      progress={progress.value}
      progressLabel={t("Sent")}
      stopLabel={t("Stop sending")}
      onSubmit={send}
      onStop={() => stop.current?.abort()}
      onClose={onClose}
    >
      {hasSeveralLines(text.value) && (
        <p class="caution" role="status">
          <Icon name="alert" />
          {t("These are several lines: a shell runs each of them as soon as it has come.")}
        </p>
      )}
      <div class="two-fields">
        <LabelledSelect
          label={t("Bytes a second")}
          options={rates.map(each => [each, `${each}`])}
          value={rate.value}
          disabled={isSending}
          onChange={chosen => {
            rate.value = chosen;
          }}
        />
        <LabelledSelect
          label={t("Milliseconds after each line")}
          options={delays.map(each => [each, `${each}`])}
          value={lineDelay.value}
          disabled={isSending}
          onChange={chosen => {
            lineDelay.value = chosen;
          }}
        />
      </div>
      <label class="tick">
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
    </PasteDialog>
  );
}
