import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { Button } from "./button.tsx";
import { TextToPaste, type TextToPasteProps } from "./text-to-paste.tsx";

export interface PasteDialogProps extends Omit<TextToPasteProps, "disabled"> {
  readonly title: string;
  readonly about?: string;
  readonly submitLabel: string;
  /** Whether there is no use in trying with this text. */
  readonly isUnfit?: boolean;
  /** Share of the text that has gone, from 0 to 1, while it goes. */
  readonly progress: number | undefined;
  readonly progressLabel: string;
  readonly stopLabel: string;
  /** How the text is to go. */
  readonly children: ComponentChildren;
  /** @returns whether all of it has gone: the dialog closes then */
  readonly onSubmit: () => Promise<boolean>;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

/** Takes a text and shows how it goes to the machine. It is open for as long as it is rendered. */
export function PasteDialog(props: PasteDialogProps) {
  const {
    title,
    about,
    submitLabel,
    isUnfit = false,
    progress,
    progressLabel,
    stopLabel,
    children,
    ...rest
  } = props;
  const { onSubmit, onStop, onClose, ...text } = rest;
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const isGoing = progress !== undefined;
  useEffect(() => dialog.current?.showModal(), []);
  const close = (): void => dialog.current?.close();
  const submit = async (): Promise<void> => {
    if (await onSubmit()) close();
  };
  return (
    <dialog
      ref={dialog}
      class="dialog form-dialog"
      aria-labelledby={id}
      onCancel={event => {
        if (isGoing) event.preventDefault();
      }}
      onClose={onClose}
    >
      <form
        onSubmit={event => {
          event.preventDefault();
          void submit();
        }}
      >
        <h2 id={id}>{title}</h2>
        {about !== undefined && <p class="muted">{about}</p>}
        <TextToPaste {...text} disabled={isGoing} />
        {children}
        {isGoing && <progress max={1} value={progress} aria-label={progressLabel} />}
        <div class="actions">
          <Button onClick={isGoing ? onStop : close}>{isGoing ? stopLabel : t("Cancel")}</Button>
          <button type="submit" class="button primary" disabled={isGoing || text.text === "" || isUnfit}>
            <span>{submitLabel}</span>
          </button>
        </div>
      </form>
    </dialog>
  );
}
