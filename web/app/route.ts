import { signal } from "@preact/signals";
import { translated } from "./language.ts";

export const views = ["overview", "console", "sensors", "event-log", "users", "api"] as const;
export type View = (typeof views)[number];

export const viewTitles = translated<Record<View, string>>({
  overview: "Overview",
  console: "Console",
  sensors: "Sensors",
  "event-log": "Event log",
  users: "Users",
  api: "API",
});

const read = () => {
  const [name, query = ""] = location.hash.slice(1).split("?");
  return { view: views.find(view => view === name) ?? "console", query: new URLSearchParams(query) };
};

/** The view that the address names and what it shows there, so that both can be kept as a bookmark. */
export const route = signal<{ readonly view: View; readonly query: URLSearchParams }>(read());
addEventListener("hashchange", () => {
  route.value = read();
});

/** Puts what the present view shows into the address. It is no step that "back" would undo. */
export function showInAddress(query: Readonly<Record<string, string>>): void {
  const filled = Object.entries(query).filter(([, value]) => value !== "");
  const text = filled.length > 0 ? `?${new URLSearchParams(filled)}` : "";
  history.replaceState(null, "", `#${route.value.view}${text}`);
}
