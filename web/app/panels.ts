import { signal } from "@preact/signals";

/** What can lie over the page besides a view's own dialogs. */
export type Panel = "palette" | "shortcuts" | "requests" | "notifications";

/** The one that does, if any. */
export const shownPanel = signal<Panel | undefined>(undefined);

export function openPanel(panel: Panel): void {
  shownPanel.value = panel;
}

/** What has opened another one meanwhile closes only itself. */
export function closePanel(panel: Panel): void {
  if (shownPanel.value === panel) shownPanel.value = undefined;
}
