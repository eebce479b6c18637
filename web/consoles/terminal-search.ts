import type { ISearchOptions, SearchAddon } from "@xterm/addon-search";
import type { TerminalTheme } from "./terminal-themes.ts";

export interface SearchWishes {
  readonly text: string;
  readonly regex: boolean;
  readonly caseSensitive: boolean;
  readonly wholeWord: boolean;
}

/** How many hits there are, and which one is shown; hits are counted up to a thousand. */
export interface SearchHits {
  readonly count: number;
  /** From 1; 0 where none is shown. */
  readonly current: number;
}

const onDark = {
  matchBackground: "#6b5200",
  matchOverviewRuler: "#e3c06a",
  activeMatchBackground: "#b35900",
  activeMatchBorder: "#ffb648",
  activeMatchColorOverviewRuler: "#ffffff",
} as const;
const onLight = {
  matchBackground: "#ffe9a8",
  matchOverviewRuler: "#8a5a00",
  activeMatchBackground: "#ffc46b",
  activeMatchBorder: "#b35900",
  activeMatchColorOverviewRuler: "#20262f",
} as const;

/** Why it cannot be searched for; undefined where it can. */
export function faultOf({ text, regex }: SearchWishes): string | undefined {
  if (!regex) return undefined;
  try {
    new RegExp(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Shows all hits, and the next one or the one before. */
export function findIn(
  search: SearchAddon,
  theme: TerminalTheme,
  wishes: SearchWishes,
  direction: "next" | "previous",
): void {
  const { text, ...how } = wishes;
  const options: ISearchOptions = { ...how, decorations: theme === "light" ? onLight : onDark };
  if (text === "" || faultOf(wishes) !== undefined) {
    search.clearDecorations();
    return;
  }
  if (direction === "next") search.findNext(text, options);
  else search.findPrevious(text, options);
}
