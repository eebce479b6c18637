import { signal } from "@preact/signals";
import type { ConsoleName } from "../../server/events/events.ts";
import { address } from "./address.ts";
import { consoleAddress, detached, looksOnly } from "./console-place.ts";

/** What the windows of one browser tell each other. */
type News =
  | { readonly type: "who" }
  | { readonly type: "here" | "gone" | "back"; readonly console: ConsoleName };

/** The consoles that are to be seen in windows of their own. */
export const elsewhere = signal<ReadonlySet<ConsoleName>>(new Set());

// Pages of other BMCs may have the same origin.
const channel = new BroadcastChannel(`consoles of ${address("")}`);
const tell = (news: News): void => channel.postMessage(news);
const opened = new Map<ConsoleName, Window>();

function note(console: ConsoleName, isElsewhere: boolean): void {
  const others = [...elsewhere.value].filter(other => other !== console);
  elsewhere.value = new Set(isElsewhere ? [...others, console] : others);
}

channel.addEventListener("message", ({ data }: MessageEvent<News>) => {
  switch (data.type) {
    case "who":
      if (detached.value) tell({ type: "here", console: detached.value });
      return;
    case "here":
      note(data.console, true);
      return;
    case "gone":
      note(data.console, false);
      return;
    case "back":
      note(data.console, false);
      if (detached.value === data.console) close();
      return;
  }
});

/** Says to the other windows that this one is for one console, for as long as it is. */
export function beDetached(console: ConsoleName): () => void {
  tell({ type: "here", console });
  const go = (): void => tell({ type: "gone", console });
  addEventListener("pagehide", go);
  return () => {
    removeEventListener("pagehide", go);
    go();
  };
}

/** Asks which consoles are in windows of their own. */
export const askForWindows = (): void => tell({ type: "who" });

/** @returns false when the browser does not let a window open */
export function detach(console: ConsoleName): boolean {
  const place = { isDetached: true, isViewOnly: looksOnly.value };
  const url = address(consoleAddress(console, place));
  const shown = open(url, `${console} of ${address("")}`, "popup,width=1060,height=760");
  if (!shown) return false;
  opened.set(console, shown);
  note(console, true);
  return true;
}

/** Whether that window can be brought to the front. */
export const canShow = (console: ConsoleName): boolean => opened.get(console)?.closed === false;

export const showWindow = (console: ConsoleName): void => opened.get(console)?.focus();

/** Here it is to be seen again; the window closes. */
export function bringBack(console: ConsoleName): void {
  tell({ type: "back", console });
  note(console, false);
}
