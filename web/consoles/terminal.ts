import { FitAddon } from "@xterm/addon-fit";
import { SearchAddon } from "@xterm/addon-search";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { Terminal } from "@xterm/xterm";
import "@xterm/xterm/css/xterm.css";
import { styledDocument } from "./styled-document.ts";
import { type Drawing, drawBy } from "./terminal-drawing.ts";
import { isGuestsKey, type TerminalKeys } from "./terminal-keys.ts";
import { leastContrast, type TerminalTheme, terminalThemes } from "./terminal-themes.ts";

export interface TerminalSettings {
  /** Pixels. */
  readonly fontSize: number;
  /** A CSS family that comes before the usual ones; empty for none. */
  readonly fontFamily: string;
  readonly theme: TerminalTheme;
  /** Lines that can be scrolled back to. */
  readonly scrollback: number;
  /** Whether lines that are wider than the terminal go on in the next one; else one scrolls to their ends. */
  readonly wrap: boolean;
  readonly drawing: Drawing;
  readonly screenReader: boolean;
}

const fonts = 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';

/** Columns of a terminal that does not wrap. */
const unwrappedColumns = 250;

const families = (first: string): string =>
  first.trim() === "" ? fonts : `"${first.replaceAll(/["\\]/g, "")}", ${fonts}`;

const options = ({ fontSize, fontFamily, theme, scrollback, screenReader }: TerminalSettings) => ({
  ...{ fontSize, scrollback },
  fontFamily: families(fontFamily),
  theme: terminalThemes[theme],
  minimumContrastRatio: leastContrast[theme],
  screenReaderMode: screenReader,
});

/** An xterm with its addons, filling a DOM node. */
export function openTerminal(host: HTMLElement, initial: TerminalSettings, keys: TerminalKeys) {
  let settings = initial;
  const terminal = new Terminal({
    documentOverride: styledDocument(),
    ...options(settings),
    lineHeight: 1.15,
    macOptionIsMeta: true,
    // Decorations, by which all hits of a search are shown.
    allowProposedApi: true,
  });
  const fit = new FitAddon();
  const search = new SearchAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(search);
  terminal.loadAddon(new WebLinksAddon());
  terminal.attachCustomKeyEventHandler(event => isGuestsKey(event, terminal, keys));
  terminal.open(host);
  const drawing = drawBy(terminal, host);
  drawing.use(settings.drawing);

  let fixed: { readonly columns: number; readonly rows: number } | undefined;
  const fill = (): void => {
    const { cols, rows } = fit.proposeDimensions() ?? {};
    if (fixed) terminal.resize(fixed.columns, fixed.rows);
    else if (cols && rows) terminal.resize(settings.wrap ? cols : Math.max(cols, unwrappedColumns), rows);
  };
  const sizes = new ResizeObserver(fill);
  sizes.observe(host);
  return {
    terminal,
    search,
    apply(changed: TerminalSettings): void {
      settings = changed;
      Object.assign(terminal.options, options(changed));
      host.classList.toggle("unwrapped", !changed.wrap);
      drawing.use(changed.drawing);
      fill();
    },
    /** From now on it has this size, whatever room there is. */
    fixSize(columns: number, rows: number): void {
      fixed = { columns, rows };
      fill();
    },
    dispose(): void {
      sizes.disconnect();
      terminal.dispose();
    },
  };
}
