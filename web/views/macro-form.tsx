import { useSignal } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { MacroFault, macroText, parseMacro } from "../keys/macro.ts";
import { macroFaultWords } from "../keys/macro-fault-words.ts";
import { MacroRecorder } from "../keys/macro-recorder.ts";
import { longestName, longestSequence, type Macro } from "../keys/macros.ts";

export interface MacroFormProps {
  readonly macro: Macro;
  readonly onSave: (macro: Macro) => void;
  readonly onCancel: () => void;
}

/** One macro: its name, and its keys as text, which the keyboard itself may write. */
export function MacroForm({ macro, onSave, onCancel }: MacroFormProps) {
  const id = useId();
  const name = useSignal(macro.name);
  const sequence = useSignal(macro.sequence);
  const fault = useSignal<string | undefined>(undefined);

  const save = (): void => {
    try {
      parseMacro(sequence.value);
      onSave({ name: name.value.trim(), sequence: sequence.value.trim() });
    } catch (error) {
      if (!(error instanceof MacroFault)) throw error;
      fault.value = macroFaultWords(error);
    }
  };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        save();
      }}
    >
      <label class="field">
        {t("Name")}
        <input
          required
          pattern=".*\S.*"
          maxLength={longestName}
          autocomplete="off"
          value={name.value}
          onInput={event => {
            name.value = event.currentTarget.value;
          }}
        />
      </label>
      <div class="field">
        <label for={id}>{t("Keys")}</label>
        <textarea
          id={id}
          rows={3}
          required
          spellcheck={false}
          maxLength={longestSequence}
          value={sequence.value}
          aria-invalid={fault.value === undefined ? undefined : "true"}
          aria-describedby={`${id}-hint ${id}-fault`}
          onInput={event => {
            sequence.value = event.currentTarget.value;
            fault.value = undefined;
          }}
        />
        <p id={`${id}-hint`} class="muted">
          {t("For example:")} <code>Ctrl+Alt+F2 "root" Enter Wait(500)</code>
        </p>
        <Recorder
          onRecorded={text => {
            sequence.value = `${sequence.value} ${text}`.trim();
          }}
        />
        <p id={`${id}-fault`} class="fault" role="alert">
          {fault.value !== undefined && <Icon name="alert" />}
          {fault.value}
        </p>
      </div>
      <div class="actions">
        <Button onClick={onCancel}>{t("Cancel")}</Button>
        <button type="submit" class="button primary">
          <span>{t("Save")}</span>
        </button>
      </div>
    </form>
  );
}

/** While it records, it takes every key that the browser gives it; a click, or Ctrl+Alt+G, ends that. */
function Recorder({ onRecorded }: { readonly onRecorded: (text: string) => void }) {
  const recorder = useRef<MacroRecorder>(undefined);
  const shown = useSignal<string | undefined>(undefined);
  const isRecording = shown.value !== undefined;

  const stop = (): void => {
    const steps = recorder.current?.steps ?? [];
    recorder.current = undefined;
    shown.value = undefined;
    if (steps.length > 0) onRecorded(macroText(steps));
  };
  const onKey = (event: KeyboardEvent): void => {
    if (!recorder.current) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.ctrlKey && event.altKey && event.code === "KeyG") {
      stop();
      return;
    }
    recorder.current.on(event);
    shown.value = macroText(recorder.current.steps);
  };
  return (
    <div class="recorder">
      <button
        type="button"
        class="button plain"
        aria-pressed={isRecording}
        onKeyDown={onKey}
        onKeyUp={onKey}
        onBlur={stop}
        onClick={() => {
          if (recorder.current) {
            stop();
            return;
          }
          recorder.current = new MacroRecorder();
          shown.value = "";
        }}
      >
        <span>
          {isRecording ? t("Stop recording (click, or Ctrl+Alt+G)") : t("Record from the keyboard")}
        </span>
      </button>
      <output>{shown.value}</output>
    </div>
  );
}
