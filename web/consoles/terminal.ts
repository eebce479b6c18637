import { FitAddon } from "@xterm/addon-fit";
import { SearchAddon } from "@xterm/addon-search";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { type ITheme, Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import { styledDocument } from "./styled-document.ts";

const theme: ITheme = {
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

export interface TerminalKeys {
  onLeave(): void;
  onSearch(): void;
}

/** An xterm with its addons, filling a DOM node. */
export function openTerminal(host: HTMLElement, fontSize: number, keys: TerminalKeys) {
  const terminal = new Terminal({
    documentOverride: styledDocument(),
    fontFamily: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace',
    fontSize,
    lineHeight: 1.15,
    scrollback: 10_000,
    macOptionIsMeta: true,
    theme,
  });
  const fit = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(search);
  terminal.loadAddon(new WebLinksAddon());
  terminal.attachCustomKeyEventHandler(event => isGuestsKey(event, terminal, keys));
  terminal.open(host);
  const sizes = new ResizeObserver(() => fit.fit());
  sizes.observe(host);
  void accelerate(terminal);
  return {
    terminal,
    fit,
    search,
    dispose(): void {
      sizes.disconnect();
      terminal.dispose();
    },
  };
}

/** Every key is the guest's but the way out, copy and search; Esc and Ctrl+C among them. */
function isGuestsKey(event: KeyboardEvent, terminal: Terminal, keys: TerminalKeys): boolean {
  const { ctrlKey, altKey, shiftKey, code } = event;
  const ours =
    (ctrlKey && altKey && code === "KeyG" && keys.onLeave) ||
    (ctrlKey && shiftKey && code === "KeyF" && keys.onSearch) ||
    (ctrlKey &&
      shiftKey &&
      code === "KeyC" &&
      (() => void navigator.clipboard?.writeText(terminal.getSelection())));
  if (!ours) return true;
  event.preventDefault();
  if (event.type === "keydown") ours();
  return false;
}

/** Drawing by WebGL where the browser has it; xterm's own DOM renderer otherwise. */
async function accelerate(terminal: Terminal): Promise<void> {
  try {
    const { WebglAddon } = await import("@xterm/addon-webgl");
    const webgl = new WebglAddon();
    webgl.onContextLoss(() => webgl.dispose());
    terminal.loadAddon(webgl);
  } catch (error) {
    console.info("The terminal is drawn without WebGL.", error);
  }
}
