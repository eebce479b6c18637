import { useSignal } from "@preact/signals";
import { t, translated } from "../app/language.ts";
import { type Topic, topics } from "../app/notification-topics.ts";
import { choose, isChosen } from "../app/notifications.ts";
import { PanelDialog } from "../components/panel-dialog.tsx";

const words = translated<Record<Topic, string>>({
  power: "Somebody else, or the guest itself, switches the machine or resets it",
  crash: "The machine crashes or its guest panics",
  sensor: "A sensor goes beyond a critical limit",
  lockout: "Logins are refused after too many wrong passwords",
});

/** The browser is asked for its permission when something is switched on, and not before. */
export function NotificationSettings() {
  const isPossible = "Notification" in window;
  const permission = useSignal(isPossible ? Notification.permission : "denied");
  const change = async (topic: Topic, isOn: boolean): Promise<void> => {
    if (isOn && permission.value === "default") permission.value = await Notification.requestPermission();
    choose(topic, isOn && permission.value === "granted");
  };
  const isAllowed = permission.value === "granted";
  return (
    <PanelDialog panel="notifications" title={t("Notifications of the browser")}>
      <p class="muted">
        {t("While you look elsewhere and this page is open, the browser can tell you when:")}
      </p>
      {topics.map(topic => (
        <label key={topic} class="tick">
          <input
            type="checkbox"
            checked={isAllowed && isChosen(topic)}
            disabled={permission.value === "denied"}
            onChange={event => void change(topic, event.currentTarget.checked)}
          />
          {words[topic]}
        </label>
      ))}
      {permission.value === "denied" && (
        <p class="note error" role="alert">
          {isPossible
            ? t("The browser does not let this page notify you. Its settings for this site can change that.")
            : t("This browser has no notifications for this page.")}
        </p>
      )}
    </PanelDialog>
  );
}
