import { useEffect, useRef } from "preact/hooks";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { ToastList } from "../components/toast-list.tsx";
import { Console } from "../views/console.tsx";
import { LoadedView, type Loader } from "../views/loaded-view.tsx";
import { LoginForm } from "../views/login-form.tsx";
import { Notices } from "../views/notices.tsx";
import { TopBar } from "../views/top-bar.tsx";
import { usePage } from "./page.ts";
import { route, type View, viewTitles } from "./route.ts";

/** Views that need not be there before somebody looks at them. */
const loaders: Record<Exclude<View, "console">, Loader> = {
  overview: async () => (await import("../views/overview.tsx")).Overview,
  sensors: async () => (await import("../views/sensors.tsx")).Sensors,
  "event-log": async () => (await import("../views/event-log.tsx")).EventLog,
  users: async () => (await import("../views/users.tsx")).Users,
  api: async () => (await import("../views/api.tsx")).Api,
};

const loadWays: Loader = async () => (await import("../views/ways.tsx")).Ways;

export function Root() {
  const { session } = usePage();
  return (
    <>
      {session.value === null && <LoginForm />}
      {session.value && (
        <div class="shell">
          <TopBar />
          <Notices />
          <Main view={route.value.view} />
          <LoadedView load={loadWays} />
        </div>
      )}
      <ConfirmDialog />
      <ToastList />
    </>
  );
}

function Main({ view }: { readonly view: View }) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(view);
  useEffect(() => {
    if (shown.current === view) return;
    shown.current = view;
    // Who goes on with Tab or a screen reader is in the new view, and not in the links to all of them.
    main.current?.focus({ preventScroll: true });
    main.current?.scrollTo(0, 0);
  }, [view]);
  return (
    <main ref={main} tabindex={-1} aria-label={viewTitles[view]}>
      {view === "console" ? <Console /> : <LoadedView key={view} load={loaders[view]} />}
    </main>
  );
}
