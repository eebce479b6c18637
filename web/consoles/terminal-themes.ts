import type { ITheme } from "@xterm/xterm";

const dark: ITheme = {
  background: "#0b0e13",
  foreground: "#d5dae2",
  cursor: "#d5dae2",
  cursorAccent: "#0b0e13",
  selectionBackground: "#2f5f9e88",
  black: "#232a34",
  red: "#f0787c",
  green: "#6fcf97",
  yellow: "#e3c06a",
  blue: "#72a7f5",
  magenta: "#c99bf0",
  cyan: "#66c7d4",
  white: "#c8ced8",
  brightBlack: "#6d7887",
  brightRed: "#ff9ea0",
  brightGreen: "#95e6b5",
  brightYellow: "#f5d98f",
  brightBlue: "#a0c6ff",
  brightMagenta: "#dfbcff",
  brightCyan: "#92e2ec",
  brightWhite: "#ffffff",
};

/** Software takes a dark ground for granted, so that its white is dark here. */
const light: ITheme = {
  background: "#fcfcfd",
  foreground: "#20262f",
  cursor: "#20262f",
  cursorAccent: "#fcfcfd",
  selectionBackground: "#1d5bb844",
  black: "#20262f",
  red: "#b3261e",
  green: "#14743c",
  yellow: "#7d5300",
  blue: "#1d5bb8",
  magenta: "#8432b5",
  cyan: "#0b6a78",
  white: "#4a5260",
  brightBlack: "#69717e",
  brightRed: "#c8322a",
  brightGreen: "#0f7f3f",
  brightYellow: "#8a5a00",
  brightBlue: "#2a6fd6",
  brightMagenta: "#9a45cc",
  brightCyan: "#0d7688",
  brightWhite: "#191d24",
};

const contrast: ITheme = {
  ...dark,
  background: "#000000",
  foreground: "#ffffff",
  cursor: "#ffff00",
  cursorAccent: "#000000",
  selectionBackground: "#0060ff",
  selectionForeground: "#ffffff",
  black: "#000000",
  white: "#ffffff",
};

const amber: ITheme = {
  ...dark,
  background: "#140d02",
  foreground: "#ffb648",
  cursor: "#ffcf85",
  cursorAccent: "#140d02",
  selectionBackground: "#8a5a0088",
  white: "#ffb648",
  brightWhite: "#ffe0ad",
};

export const terminalThemes = { dark, light, contrast, amber } as const;
export type TerminalTheme = keyof typeof terminalThemes;

/** The least contrast of characters with their ground (WCAG 2.2, 1.4.3), whatever colours the guest asks for. */
export const leastContrast: Readonly<Record<TerminalTheme, number>> = {
  dark: 4.5,
  light: 4.5,
  contrast: 7,
  amber: 4.5,
};
