import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { openPanel } from "../app/panels.ts";
import { Button } from "../components/button.tsx";
import { Icon } from "../components/icon.tsx";
import { Popover } from "../components/popover.tsx";
import { Time } from "../components/time.tsx";

/** The messages that have gone by, and how many of them nobody has read. */
export function Bell() {
  const { toasts } = usePage();
  const unread = toasts.unread.value;
  return (
    <Popover
      label={unread > 0 ? t("Messages, {count} unread", { count: unread }) : t("Messages")}
      buttonClass="tool bell"
      button={
        <>
          <Icon name="bell" />
          {unread > 0 && <span class="count">{unread > 9 ? "9+" : unread}</span>}
        </>
      }
      onOpen={() => {
        toasts.unread.value = 0;
      }}
    >
      <div class="messages">
        {toasts.kept.value.length === 0 && (
          <p class="muted">{t("What the page tells you in passing can be read again here.")}</p>
        )}
        <ol class="plain-list">
          {toasts.kept.value.map(toast => (
            <li key={toast.id} class={toast.kind}>
              <Icon name={toast.kind === "error" ? "alert" : "info"} />
              <p>
                {toast.text}
                <Time iso={toast.at} form="clock" />
              </p>
              {toast.action && <Button onClick={() => toasts.act(toast)}>{toast.action.label}</Button>}
            </li>
          ))}
        </ol>
        <Button kind="quiet" icon="bell" onClick={() => openPanel("notifications")}>
          {t("Notifications of the browser …")}
        </Button>
      </div>
    </Popover>
  );
}
