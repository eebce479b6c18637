import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { closePanel, type Panel } from "../app/panels.ts";
import { Tool } from "./button.tsx";

export interface PanelDialogProps {
  readonly panel: Panel;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** Something over the page that is only looked at and closed. It is open for as long as it is rendered. */
export function PanelDialog({ panel, title, children }: PanelDialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class={`dialog panel-dialog ${panel}`}
      aria-labelledby={id}
      onClose={() => closePanel(panel)}
    >
      <header>
        <h2 id={id}>{title}</h2>
        <Tool icon="close" label={t("Close")} onClick={() => dialog.current?.close()} />
      </header>
      {children}
    </dialog>
  );
}
