import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button, Tool } from "./button.tsx";
import { Icon } from "./icon.tsx";

export function ToastList() {
  const { toasts } = usePage();
  return (
    <div class="toasts" role="log" aria-label={t("Messages")} aria-live="polite">
      {toasts.shown.value.map(toast => (
        <div key={toast.id} class={`toast ${toast.kind}`} role={toast.kind === "error" ? "alert" : undefined}>
          <Icon name={toast.kind === "error" ? "alert" : "info"} />
          <p>{toast.text}</p>
          {toast.action && (
            <Button kind="quiet" onClick={() => toasts.act(toast)}>
              {toast.action.label}
            </Button>
          )}
          <Tool icon="close" label={t("Dismiss")} onClick={() => toasts.dismiss(toast.id)} />
        </div>
      ))}
    </div>
  );
}
