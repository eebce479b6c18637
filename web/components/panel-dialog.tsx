import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { closePanel } from "../app/panels.ts";
import { Tool } from "./button.tsx";

export interface PanelDialogProps {
  readonly title: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** Something over the page that is only looked at and closed. It is open for as long as it is rendered. */
export function PanelDialog({ title, class: kind = "", children }: PanelDialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class={`dialog panel-dialog ${kind}`} aria-labelledby={id} onClose={closePanel}>
      <header>
        <h2 id={id}>{title}</h2>
        <Tool icon="close" label={t("Close")} onClick={() => dialog.current?.close()} />
      </header>
      {children}
    </dialog>
  );
}
