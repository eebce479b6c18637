import { signal } from "@preact/signals";

export const views = ["console", "overview"] as const;
export type View = (typeof views)[number];

const read = (): View => views.find(view => `#${view}` === location.hash) ?? "console";

/** The view that the address names, so that it can be kept as a bookmark. */
export const route = signal<View>(read());
addEventListener("hashchange", () => {
  route.value = read();
});
