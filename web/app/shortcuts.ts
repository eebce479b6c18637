import { stored } from "./stored.ts";

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** As a person reads them. */
export const shortcutKeys = {
  palette: isMac ? "⌘ K" : "Ctrl+K",
  list: "?",
  search: "/",
} as const;

/** After G, by the name of the view. A view without a letter is one that only the palette goes to. */
const letters: Readonly<Record<string, string>> = {
  overview: "o",
  console: "c",
  media: "m",
  boot: "b",
  hardware: "h",
  network: "n",
  rack: "r",
  sensors: "s",
  "event-log": "e",
  users: "u",
  api: "a",
};

export const keysOfView = (view: string): string | undefined => {
  const letter = letters[view];
  return letter && `G ${letter.toUpperCase()}`;
};

export const viewOfLetter = (letter: string): string | undefined =>
  Object.keys(letters).find(view => letters[view] === letter);

/** WCAG 2.2 SC 2.1.4: shortcuts of single letters can be switched off. */
export const singleKeys = stored<"on" | "off">(
  "singleKeys",
  "on",
  value => value === "on" || value === "off",
);

/** "Overview (G O)" */
export const withKeys = (words: string, keys: string | undefined): string =>
  keys === undefined ? words : `${words} (${keys})`;
