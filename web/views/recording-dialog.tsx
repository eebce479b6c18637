import { useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { address } from "../app/address.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { everything, lastSeconds, recordPath, type Span, since } from "../app/serial-span.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { parseAsciicast, type Recording } from "../consoles/asciicast.ts";
import type { TerminalSize } from "../consoles/serial.ts";
import { RecordingPlayer } from "./recording-player.tsx";

export interface RecordingDialogProps {
  /** What somebody has recorded just now. */
  readonly recorded: Span | undefined;
  readonly size: TerminalSize;
  readonly onClose: () => void;
}

interface Choice {
  readonly words: string;
  readonly span: Span;
}

/** Any past span of the serial line as a recording: the BMC knows when each byte came. */
export function RecordingDialog({ recorded, size, onClose }: RecordingDialogProps) {
  const { lastBootAt, powerState } = usePage().machine.value ?? {};
  const isOn = powerState === "on" || powerState === "paused";
  const choices: readonly Choice[] = [
    ...(recorded ? [{ words: t("What was just recorded"), span: recorded }] : []),
    { words: t("The last minute"), span: lastSeconds(60) },
    { words: t("The last 10 minutes"), span: lastSeconds(600) },
    { words: t("The last hour"), span: lastSeconds(3600) },
    ...(isOn && lastBootAt ? [{ words: t("Since the last boot"), span: since(lastBootAt) }] : []),
    { words: t("All that is kept"), span: everything },
  ];
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const chosen = useSignal(recorded ? 0 : 1);
  const recording = useSignal<Recording | undefined>(undefined);
  const fault = useSignal("");
  useEffect(() => dialog.current?.showModal(), []);

  const path = recordPath("asciicast", choices[chosen.value]?.span ?? everything, {
    columns: `${size.columns}`,
    rows: `${size.rows}`,
  });
  const show = (text: string): void => {
    const parsed = parseAsciicast(text);
    const isEmpty = parsed?.output.length === 0;
    recording.value = isEmpty ? undefined : parsed;
    if (!parsed) fault.value = t("This is no asciicast v2 recording.");
    else fault.value = isEmpty ? t("Nothing was put out in that time.") : "";
  };
  const load = async (): Promise<void> => {
    const response = await fetch(address(path), { cache: "no-store" }).catch(() => undefined);
    if (response?.ok) show(await response.text());
    else fault.value = t("The recording could not be had from the BMC.");
  };
  const openFile = async ({ currentTarget }: Event): Promise<void> => {
    const file = currentTarget instanceof HTMLInputElement ? currentTarget.files?.[0] : undefined;
    if (file) show(await file.text());
  };

  return (
    <dialog ref={dialog} class="dialog recording" aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{t("Recordings of the serial line")}</h2>
      <div class="recording-choice">
        <select
          aria-label={t("What to play or save")}
          onChange={event => {
            chosen.value = event.currentTarget.selectedIndex;
          }}
        >
          {choices.map(({ words }, index) => (
            <option key={words} selected={index === chosen.value}>
              {words}
            </option>
          ))}
        </select>
        <Button icon="play" kind="primary" onClick={() => void load()}>
          {t("Play")}
        </Button>
        <a class="button plain" href={address(path)} download>
          <Icon name="download" />
          <span>{t("Save as asciicast")}</span>
        </a>
        <label class="button plain file">
          <input type="file" accept=".cast" onChange={event => void openFile(event)} />
          <span>{t("Open a file …")}</span>
        </label>
      </div>
      {fault.value !== "" && (
        <p class="fault" role="alert">
          <Icon name="alert" />
          {fault.value}
        </p>
      )}
      {recording.value ? (
        <RecordingPlayer recording={recording.value} />
      ) : (
        <p>
          {t(
            "The BMC keeps what the machine puts out on its serial line, with its times, also while no page is open. So anything can be recorded after it has happened.",
          )}
        </p>
      )}
      <div class="actions">
        <Button onClick={() => dialog.current?.close()}>{t("Close")}</Button>
      </div>
    </dialog>
  );
}
