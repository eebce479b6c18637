import { computed, signal } from "@preact/signals";
import type { ConsoleName } from "../../server/events/events.ts";
import { route, showInAddress } from "./route.ts";
import { stored } from "./stored.ts";

const layouts = ["screen", "serial", "both"] as const;
export type Layout = (typeof layouts)[number];

/** Narrower than this, "both" has no room. */
export const wide = matchMedia("(min-width: 1000px)");

/** Which of the consoles this browser's user wants to see. */
export const layout = stored<Layout>("console", wide.matches ? "both" : "screen", value =>
  layouts.includes(value),
);

/** The one console that this window is for, where it is a window of its own. */
export const detached = computed<ConsoleName | undefined>(() => {
  const { view, query } = route.value;
  if (view !== "console" || !query.has("detached")) return undefined;
  return query.get("show") === "serial" ? "serial" : "screen";
});

/** Whether the person wants no more than to look, whatever the role allows. */
export const looksOnly = signal(false);

route.subscribe(({ view, query }) => {
  if (view !== "console") return;
  const shown = layouts.find(name => name === query.get("show"));
  if (shown && !query.has("detached")) layout.value = shown;
  if (query.has("viewonly")) looksOnly.value = true;
});

/** The address of what is to be seen, relative to the page. */
export function consoleAddress(show: Layout, { isDetached = false, isViewOnly = false }): string {
  return `#console?${new URLSearchParams(queryOf(show, isDetached, isViewOnly))}`;
}

const queryOf = (show: Layout, isDetached: boolean, isViewOnly: boolean): Record<string, string> => ({
  show,
  ...(isDetached && { detached: "yes" }),
  ...(isViewOnly && { viewonly: "yes" }),
});

/** Keeps the address a link to what is to be seen. */
export function showPlaceInAddress(): void {
  const { view } = route.value;
  const isDetached = detached.value !== undefined;
  if (view === "console") showInAddress(queryOf(detached.value ?? layout.value, isDetached, looksOnly.value));
}
