import { computed } from "@preact/signals";
import { serialSettings } from "../app/serial-settings.ts";
import { terminalThemes } from "../consoles/terminal-themes.ts";

/** The ground around a terminal is that of its theme. */
export const stageColours = computed(() => {
  const { background = "", foreground = "" } = terminalThemes[serialSettings.value.theme];
  return { backgroundColor: background, color: foreground };
});
