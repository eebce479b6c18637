import { useEffect, useRef } from "preact/hooks";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { ControlNotice } from "../views/control-notice.tsx";
import { LoadedView, type Loader } from "../views/loaded-view.tsx";
import { MediaLayer } from "../views/media-layer.tsx";
import { SideBar } from "../views/navigation.tsx";
import { Notices } from "../views/notices.tsx";
import { TopBar } from "../views/top-bar.tsx";
import { detached } from "./console-place.ts";
import { fullScreen } from "./full-screen.ts";
import { route, type View, viewTitles } from "./route.ts";

/** Views that need not be there before somebody looks at them. */
const loaders: Record<View, Loader> = {
  console: async () => (await import("../views/console.tsx")).Console,
  overview: async () => (await import("../views/overview.tsx")).Overview,
  sensors: async () => (await import("../views/sensors.tsx")).Sensors,
  "event-log": async () => (await import("../views/event-log.tsx")).EventLog,
  users: async () => (await import("../views/users.tsx")).Users,
  boot: async () => (await import("../views/boot.tsx")).Boot,
  hardware: async () => (await import("../views/hardware.tsx")).Hardware,
  network: async () => (await import("../views/network.tsx")).Network,
  sessions: async () => (await import("../views/sessions.tsx")).Sessions,
  certificate: async () => (await import("../views/certificate.tsx")).Certificate,
  bmc: async () => (await import("../views/bmc.tsx")).Bmc,
  media: async () => (await import("../views/media.tsx")).Media,
  rack: async () => (await import("../views/rack.tsx")).Rack,
  api: async () => (await import("../views/api.tsx")).Api,
};

const loadWays: Loader = async () => (await import("../views/ways.tsx")).Ways;

/** Fetches the view that will be looked at first. */
export const preload = () => loaders[route.value.view]();

/** What is there for those who are logged in. */
export function Root() {
  const isBare = detached.value !== undefined || fullScreen.value !== undefined;
  return (
    <>
      <div class="shell">
        {!isBare && <TopBar />}
        <Notices />
        <ControlNotice />
        <div class="middle">
          {!isBare && <SideBar />}
          <Main view={route.value.view} />
          <LoadedView load={loadWays} />
        </div>
      </div>
      <MediaLayer />
      <ConfirmDialog />
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
      <LoadedView key={view} load={loaders[view]} />
    </main>
  );
}
