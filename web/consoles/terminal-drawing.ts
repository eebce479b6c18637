import type { WebglAddon } from "@xterm/addon-webgl";
import type { Terminal } from "@xterm/xterm";

/** `auto`: by WebGL where the browser has it. `dom`: by xterm's own renderer, whose text is text. */
export type Drawing = "auto" | "dom";

/** Chooses how a terminal is drawn; the host says how it is at the moment. */
export function drawBy(terminal: Terminal, host: HTMLElement) {
  let wanted: Drawing = "dom";
  let webgl: WebglAddon | undefined;
  const stop = (): void => {
    webgl?.dispose();
    webgl = undefined;
    host.dataset.drawing = "dom";
  };
  const accelerate = async (): Promise<void> => {
    try {
      const { WebglAddon } = await import("@xterm/addon-webgl");
      if (wanted !== "auto" || webgl) return;
      const addon = new WebglAddon();
      addon.onContextLoss(stop);
      terminal.loadAddon(addon);
      webgl = addon;
      host.dataset.drawing = "webgl";
    } catch (error) {
      console.info("The terminal is drawn without WebGL.", error);
    }
  };
  stop();
  return {
    use(drawing: Drawing): void {
      if (drawing === wanted) return;
      wanted = drawing;
      if (drawing === "auto") void accelerate();
      else stop();
    },
  };
}
