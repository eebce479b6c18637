import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { PowerState } from "../../server/events/events.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button, Tool } from "../components/button.tsx";
import { download, stampedName } from "../components/download.ts";
import { Icon } from "../components/icon.tsx";
import type { ScreenConsole } from "../consoles/screen.ts";
import { powerActions } from "../redfish/power-actions.ts";
import { type PanelState, ScreenOverlay } from "./screen-overlay.tsx";

/** Chromium's Keyboard Lock: in full screen even Alt+Tab and Esc reach the guest. */
interface KeyboardLock {
  readonly keyboard?: { lock(): Promise<void> };
}

const hasScreen = (power: PowerState | undefined): boolean => power === "on" || power === "paused";

export function ScreenPanel() {
  const page = usePage();
  const state = useSignal<PanelState>({ name: "loading" });
  const size = useSignal("");
  const host = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const firstTool = useRef<HTMLButtonElement>(null);
  const screen = useRef<ScreenConsole>(undefined);
  const power = page.machine.value?.powerState;
  const isLive = page.link.value.name === "open";

  useEffect(() => {
    let isGone = false;
    const load = async (): Promise<void> => {
      const { ScreenConsole } = await import("../consoles/screen.ts");
      if (isGone || !host.current) return;
      screen.current = new ScreenConsole(host.current, {
        viewOnly: !page.mayControl(),
        onState(now) {
          state.value = now;
        },
        onSize(width, height) {
          size.value = width > 0 ? `${width} × ${height}` : "";
        },
        onLeave: () => firstTool.current?.focus(),
      });
      if (hasScreen(page.machine.value?.powerState)) screen.current.connect();
    };
    load().catch(() => {
      state.value = { name: "notLoaded" };
    });
    return () => {
      isGone = true;
      screen.current?.close();
      screen.current = undefined;
    };
  }, [page, size, state]);

  // Without a screen there is nothing to try until the power comes.
  const isThere = hasScreen(power);
  useEffect(() => {
    if (isThere && state.value.name !== "shown") screen.current?.connect();
  }, [isThere, state]);

  // When the BMC was away, what seems to stand may be dead.
  useEffect(() => {
    if (isLive && state.value.name === "waiting") screen.current?.connect();
  }, [isLive, state]);

  const isShown = state.value.name === "shown";
  const mayType = isShown && page.mayControl();
  const shoot = async (): Promise<void> => {
    const picture = await screen.current?.picture();
    if (picture) download(stampedName("screen", "png"), picture);
  };
  const fullScreen = async (): Promise<void> => {
    await stage.current?.requestFullscreen();
    await (navigator as KeyboardLock).keyboard?.lock();
    screen.current?.focus();
  };

  return (
    <section class="panel" aria-label={t("Screen")}>
      <header class="tool-bar">
        <h2>
          <Icon name="monitor" />
          {t("Screen")}
        </h2>
        <p class="muted size">{isShown ? size.value : ""}</p>
        {!page.mayControl() && <p class="badge">{t("View only")}</p>}
        <div class="tools">
          <Button
            icon="keyboard"
            kind="quiet"
            disabled={!mayType}
            title={t("Send Ctrl+Alt+Del to the machine. Ctrl+Alt+G leaves the console.")}
            buttonRef={firstTool}
            onClick={() => screen.current?.sendCtrlAltDel()}
          >
            Ctrl+Alt+Del
          </Button>
          <Tool
            icon="camera"
            label={t("Save a picture of the screen")}
            disabled={!isShown}
            onClick={() => void shoot()}
          />
          <Tool
            icon="expand"
            label={t("Full screen")}
            disabled={!isShown}
            onClick={() => void fullScreen()}
          />
        </div>
      </header>
      <div class="stage" ref={stage}>
        <div class={`screen ${isShown ? "" : "empty"}`} ref={host} data-testid="screen" />
        {isShown && power === "paused" && (
          <div class="ribbon">
            <p>
              <Icon name="pause" />
              {t("Paused")}
            </p>
            <Button
              kind="quiet"
              disabled={!page.mayControl()}
              onClick={() => page.power(powerActions.resume)}
            >
              {t("Resume")}
            </Button>
          </div>
        )}
        <ScreenOverlay state={state.value} reconnect={() => screen.current?.connect()} />
      </div>
    </section>
  );
}
