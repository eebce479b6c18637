import { useEffect } from "preact/hooks";
import { listenForShortcuts } from "../app/key-listener.ts";
import { startNotifications } from "../app/notifications.ts";
import { usePage } from "../app/page.ts";
import { type Panel, shownPanel } from "../app/panels.ts";
import { IdleWarning } from "./idle-warning.tsx";
import { NotificationSettings } from "./notification-settings.tsx";
import { Palette } from "./palette.tsx";
import { RequestsPanel } from "./requests-panel.tsx";
import { ShortcutList } from "./shortcut-list.tsx";
import "../styles/ways.css";

const panels: Record<Panel, () => preact.JSX.Element> = {
  palette: Palette,
  shortcuts: ShortcutList,
  requests: RequestsPanel,
  notifications: NotificationSettings,
};

/** What is there in every view for who is logged in, and need not be there before the view. */
export function Ways() {
  const page = usePage();
  useEffect(() => {
    const ends = [listenForShortcuts(page), startNotifications(page)];
    return () => {
      for (const end of ends) end();
    };
  }, [page]);
  const Shown = shownPanel.value && panels[shownPanel.value];
  return (
    <>
      {Shown && <Shown />}
      <IdleWarning />
    </>
  );
}
