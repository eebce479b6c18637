import { signal } from "@preact/signals";
import type { IconName } from "../components/icon-paths.ts";
import { translated } from "./language.ts";

/** The groups that views stand in, in the order of the navigation. */
export const viewGroups = translated({ machine: "Machine", monitoring: "Monitoring", bmc: "BMC" });
type ViewGroup = keyof typeof viewGroups;

interface ViewEntry {
  readonly title: string;
  readonly group: ViewGroup;
  readonly icon: IconName;
}

/** By their name in the address; within a group in the order of the navigation. */
const entries = {
  overview: { title: "Overview", group: "machine", icon: "gauge" },
  console: { title: "Console", group: "machine", icon: "monitor" },
  media: { title: "Media", group: "machine", icon: "disc" },
  boot: { title: "Boot & BIOS", group: "machine", icon: "sliders" },
  hardware: { title: "Hardware", group: "machine", icon: "chip" },
  network: { title: "Network", group: "machine", icon: "network" },
  rack: { title: "Rack", group: "machine", icon: "rack" },
  sensors: { title: "Sensors", group: "monitoring", icon: "activity" },
  "event-log": { title: "Event log", group: "monitoring", icon: "list" },
  users: { title: "Users", group: "bmc", icon: "user" },
  sessions: { title: "Sessions", group: "bmc", icon: "clock" },
  certificate: { title: "Certificate", group: "bmc", icon: "lock" },
  bmc: { title: "BMC", group: "bmc", icon: "gear" },
  api: { title: "API", group: "bmc", icon: "code" },
} as const satisfies Record<string, ViewEntry>;

export type View = keyof typeof entries;
export const viewEntries: Readonly<Record<View, ViewEntry>> = entries;
export const views = Object.keys(entries) as readonly View[];
export const viewTitles = translated(
  Object.fromEntries(Object.entries(entries).map(([view, { title }]) => [view, title])) as Record<
    View,
    string
  >,
);

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
