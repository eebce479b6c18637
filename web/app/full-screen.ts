import { signal } from "@preact/signals";
import type { ConsoleName } from "../../server/events/events.ts";

/** The console that has the whole screen, or the whole window where the browser has no full screen to give. */
export const fullScreen = signal<ConsoleName | undefined>(undefined);

document.addEventListener("fullscreenchange", () => {
  if (!document.fullscreenElement) fullScreen.value = undefined;
});

/** The whole page goes there, so that its dialogs and messages can be seen there, too. */
export async function enterFullScreen(console: ConsoleName): Promise<void> {
  fullScreen.value = console;
  await document.documentElement.requestFullscreen?.().catch(() => undefined);
}

export async function leaveFullScreen(): Promise<void> {
  fullScreen.value = undefined;
  if (document.fullscreenElement) await document.exitFullscreen();
}
