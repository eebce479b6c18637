import { computed, type ReadonlySignal, type Signal } from "@preact/signals";
import type { SerialSettings } from "../consoles/serial.ts";
import type { Drawing } from "../consoles/terminal-drawing.ts";
import type { TerminalTheme } from "../consoles/terminal-themes.ts";
import { stored } from "./stored.ts";
import { theme as pageTheme } from "./theme.ts";

export const smallestFont = 9;
export const largestFont = 24;
export const fontSize = stored<number>(
  "serialFontSize",
  13,
  size => size >= smallestFont && size <= largestFont,
);

/** Empty: the system's own. */
export const fontFamily = stored<string>("serialFontFamily", "", name => name.length <= 100);

export const colours = ["dark", "light", "page", "contrast", "amber"] as const;
export type Colours = (typeof colours)[number];
export const colourChoice = stored<Colours>("serialColours", "dark", value => colours.includes(value));

export const scrollbacks = [1000, 10_000, 50_000, 100_000] as const;
export const scrollback = stored<number>("serialScrollback", 10_000, lines =>
  scrollbacks.some(each => each === lines),
);

export const bells = ["none", "flash", "sound"] as const;
export type Bell = (typeof bells)[number];
export const bell = stored<Bell>("serialBell", "flash", value => bells.includes(value));

type Switch = "on" | "off";
const isSwitch = (value: Switch): boolean => value === "on" || value === "off";
export const wrap = stored<Switch>("serialWrap", "on", isSwitch);
export const times = stored<Switch>("serialTimes", "off", isSwitch);
export const copyOnSelect = stored<Switch>("serialCopyOnSelect", "off", isSwitch);
export const screenReader = stored<Switch>("serialScreenReader", "off", isSwitch);
export const drawing = stored<Drawing>("serialDrawing", "auto", value => value === "auto" || value === "dom");

const dark = matchMedia("(prefers-color-scheme: dark)");

function themeOf(choice: Colours, page: Signal<string>): TerminalTheme {
  if (choice !== "page") return choice;
  if (page.value !== "system") return page.value === "dark" ? "dark" : "light";
  return dark.matches ? "dark" : "light";
}

/** All that this browser's user has chosen for the serial terminal. */
export const serialSettings: ReadonlySignal<SerialSettings> = computed(() => ({
  fontSize: fontSize.value,
  fontFamily: fontFamily.value,
  theme: themeOf(colourChoice.value, pageTheme),
  scrollback: scrollback.value,
  wrap: wrap.value === "on",
  drawing: drawing.value,
  screenReader: screenReader.value === "on",
  times: times.value === "on",
  copyOnSelect: copyOnSelect.value === "on",
  bell: bell.value,
}));
