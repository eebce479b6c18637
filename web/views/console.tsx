import { useEffect, useState } from "preact/hooks";
import type { ConsoleName } from "../../server/events/events.ts";
import { detached, layout, looksOnly, showPlaceInAddress, wide } from "../app/console-place.ts";
import { askForWindows, beDetached, elsewhere } from "../app/console-windows.ts";
import { fullScreen } from "../app/full-screen.ts";
import { t } from "../app/language.ts";
import { usePage } from "../app/page.ts";
import { stored } from "../app/stored.ts";
import { isSplit, Splitter } from "../components/splitter.tsx";
import { ConsoleStrip } from "./console-strip.tsx";
import { Elsewhere } from "./elsewhere.tsx";
import { ScreenPanel } from "./screen-panel.tsx";
import { SerialPanel } from "./serial-panel.tsx";
import "../styles/console.css";
import "../styles/workplace.css";

const panels = { screen: ScreenPanel, serial: SerialPanel } as const;

const titles: Record<ConsoleName, string> = { screen: "Screen", serial: "Serial" };

/** Share of the screen where both consoles are side by side, in per cent. */
const split = stored<number>("consoleSplit", 50, isSplit);

export function Console() {
  const isWide = useWide();
  const own = detached.value;
  const whole = fullScreen.value;
  const shown = own ?? (layout.value === "both" && !isWide ? "screen" : layout.value);
  useEffect(showPlaceInAddress, [layout.value, own, looksOnly.value]);
  useEffect(() => (own ? beDetached(own) : askForWindows()), [own]);
  const name = usePage().machine.value?.hostName;
  useEffect(() => {
    if (own) document.title = [t(titles[own]), name, location.host].filter(Boolean).join(" · ");
  }, [own, name]);
  const panel = (name: ConsoleName) => {
    if (!own && elsewhere.value.has(name)) return <Elsewhere key={name} console={name} />;
    const Panel = panels[name];
    return <Panel key={name} />;
  };
  const columns = shown === "both" && !whole ? `${split.value}fr auto ${100 - split.value}fr` : undefined;
  return (
    <div class={`workplace ${own || whole ? "bare" : ""} ${whole ? `whole-${whole}` : ""}`}>
      {!own && !whole && <ConsoleStrip />}
      <div class="consoles" style={{ gridTemplateColumns: columns }}>
        {shown !== "serial" && panel("screen")}
        {shown === "both" && (
          <Splitter
            label={t("Share of the screen")}
            value={split.value}
            onChange={value => {
              split.value = value;
            }}
          />
        )}
        {shown !== "screen" && panel("serial")}
      </div>
    </div>
  );
}

function useWide(): boolean {
  const [isWide, setWide] = useState(wide.matches);
  useEffect(() => {
    const onChange = (): void => setWide(wide.matches);
    wide.addEventListener("change", onChange);
    return () => wide.removeEventListener("change", onChange);
  }, []);
  return isWide;
}
