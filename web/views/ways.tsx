import { useEffect } from "preact/hooks";
import { listenForShortcuts } from "../app/key-listener.ts";
import { startNotifications } from "../app/notifications.ts";
import { usePage } from "../app/page.ts";
import { type Panel, shownPanel } from "../app/panels.ts";
import { IdleWarning } from "./idle-warning.tsx";
import { LoadedView, type Loader } from "./loaded-view.tsx";
import "../styles/ways.css";

const loaders: Record<Panel, Loader> = {
  palette: async () => (await import("./palette.tsx")).Palette,
  shortcuts: async () => (await import("./shortcut-list.tsx")).ShortcutList,
  requests: async () => (await import("./requests-panel.tsx")).RequestsPanel,
  notifications: async () => (await import("./notification-settings.tsx")).NotificationSettings,
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
  const shown = shownPanel.value;
  return (
    <>
      {shown && <LoadedView key={shown} load={loaders[shown]} />}
      <IdleWarning />
    </>
  );
}
