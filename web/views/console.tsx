import { useEffect, useState } from "preact/hooks";
import { layout, wide } from "./console-layout.tsx";
import { ScreenPanel } from "./screen-panel.tsx";
import { SerialPanel } from "./serial-panel.tsx";

export function Console() {
  const [isWide, setWide] = useState(wide.matches);
  useEffect(() => {
    const onChange = (): void => setWide(wide.matches);
    wide.addEventListener("change", onChange);
    return () => wide.removeEventListener("change", onChange);
  }, []);
  const chosen = layout.value === "both" && !isWide ? "screen" : layout.value;
  return (
    <div class="consoles">
      {chosen !== "serial" && <ScreenPanel />}
      {chosen !== "screen" && <SerialPanel />}
    </div>
  );
}
