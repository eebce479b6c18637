import { usePage } from "../app/page.ts";
import { Tool } from "./button.tsx";
import { Icon } from "./icon.tsx";

export function ToastList() {
  const { toasts } = usePage();
  return (
    <div class="toasts" role="log" aria-label="Messages" aria-live="polite">
      {toasts.shown.value.map(({ id, kind, text }) => (
        <div key={id} class={`toast ${kind}`} role={kind === "error" ? "alert" : undefined}>
          <Icon name={kind === "error" ? "alert" : "info"} />
          <p>{text}</p>
          <Tool icon="close" label="Dismiss" onClick={() => toasts.dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
