import { useRef } from "preact/hooks";
import { detached, looksOnly } from "../app/console-place.ts";
import { enterFullScreen, fullScreen } from "../app/full-screen.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { Button, Tool } from "../components/button.tsx";
import { download, stampedName } from "../components/download.ts";
import { Icon } from "../components/icon.tsx";
import { lazily } from "../components/lazily.tsx";
import { keyDock } from "../keys/key-dock-state.ts";
import { powerActions } from "../redfish/power-actions.ts";
import { ConsoleTools } from "./console-tools.tsx";
import { LookingBadge } from "./looking-badge.tsx";
import { NoAdapter } from "./no-adapter.tsx";
import { Peek } from "./peek.tsx";
import { RecordButton } from "./record-button.tsx";
import { ScreenOverlay } from "./screen-overlay.tsx";
import { screenScale, useScreen } from "./use-screen.ts";
import { WindowTools } from "./window-tools.tsx";

/** Chromium's Keyboard Lock: in full screen even Alt+Tab and Esc reach the guest. */
interface KeyboardLock {
  readonly keyboard?: { lock(): Promise<void> };
}

const KeyTools = lazily(async () => (await import("./key-tools.tsx")).KeyTools);
const KeyDock = lazily(async () => (await import("./key-dock.tsx")).KeyDock);

export function ScreenPanel() {
  const page = usePage();
  const tools = useRef<HTMLDivElement>(null);
  const { host, console, state, size, reconnect } = useScreen(() =>
    tools.current?.querySelector<HTMLElement>("button:enabled")?.focus(),
  );
  const power = page.machine.value?.powerState;
  const isShown = state.value.name === "shown";
  const mayType = isShown && page.mayType() && !looksOnly.value;
  const isBare = detached.value === "screen" || fullScreen.value === "screen";
  const shoot = async (): Promise<void> => {
    const picture = await console.current?.picture();
    if (picture) download(stampedName("screen", "png"), picture);
  };
  const enter = async (): Promise<void> => {
    await enterFullScreen("screen");
    await (navigator as KeyboardLock).keyboard?.lock();
    console.current?.focus();
  };

  return (
    <section class="panel screen-panel" aria-label={t("Screen")}>
      <header class="tool-bar">
        <h2>
          <Icon name="monitor" />
          {t("Screen")}
        </h2>
        <p class="muted size">{isShown ? size.value : ""}</p>
        <LookingBadge />
        {isBare && <ConsoleTools withPower />}
        <div class="tools" ref={tools}>
          <KeyTools screen={console.current ?? undefined} disabled={!mayType} />
          <Tool
            icon="camera"
            label={t("Save a picture of the screen")}
            disabled={!isShown}
            onClick={() => void shoot()}
          />
          <RecordButton source={() => host.current?.querySelector("canvas")} isShown={isShown} />
          <Tool
            icon="scale"
            label={t("Actual size")}
            title={t("One pixel of the guest as one of the page")}
            pressed={screenScale.value === "actual"}
            onClick={() => {
              screenScale.value = screenScale.value === "fit" ? "actual" : "fit";
            }}
          />
          <WindowTools console="screen" onFullScreen={() => void enter()} />
        </div>
        <Peek console="screen" />
      </header>
      <div class="stage">
        <div class={`screen ${isShown ? "" : "empty"}`} ref={host} data-testid="screen" />
        {isShown && <NoAdapter />}
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
        <ScreenOverlay state={state.value} reconnect={reconnect} />
      </div>
      {mayType && console.current && keyDock.value === "shown" && <KeyDock screen={console.current} />}
    </section>
  );
}
