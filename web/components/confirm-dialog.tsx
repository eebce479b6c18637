import { useEffect, useRef } from "preact/hooks";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button } from "./button.tsx";

/** Asks before what hurts. Cancel has the focus, so that Enter alone does no harm. */
export function ConfirmDialog() {
  const { confirmation } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const asked = confirmation.value;
  useEffect(() => {
    if (asked) dialog.current?.showModal();
    else dialog.current?.close();
  }, [asked]);

  const close = (): void => {
    confirmation.value = undefined;
  };
  const run = (): void => {
    close();
    asked?.run();
  };
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      onClose={close}
    >
      <h2 id="confirm-title">{asked?.title}</h2>
      <p id="confirm-text">{asked?.text}</p>
      <div class="actions">
        <Button onClick={close}>{t("Cancel")}</Button>
        <Button kind="danger" onClick={run}>
          {asked?.label}
        </Button>
      </div>
    </dialog>
  );
}
