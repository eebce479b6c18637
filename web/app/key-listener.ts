import type { Page } from "./page.ts";
import { openPanel, shownPanel } from "./panels.ts";
import { singleKeys, viewOfLetter } from "./shortcuts.ts";

/** After G, the letter of the view has to come within this. */
const sequenceMilliseconds = 1_500;

/** Inside of these every key is the machine's. */
const consoles = ".screen, .terminal-host";

const isIn = (target: EventTarget | null, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

const types = (target: EventTarget | null): boolean =>
  isIn(target, "input, textarea, select, [contenteditable]");

/**
 * The page's shortcuts: none inside of a console, no single letters while somebody types or a dialog is open.
 * @returns what ends it
 */
export function listenForShortcuts(page: Page): () => void {
  let wasG = 0;
  const single = (key: string): boolean => {
    const isAfterG = Date.now() - wasG < sequenceMilliseconds;
    wasG = 0;
    const view = isAfterG ? viewOfLetter(key) : undefined;
    if (view !== undefined) location.hash = `#${view}`;
    else if (key === "g") wasG = Date.now();
    else if (key === "?") openPanel("shortcuts");
    else if (key === "/") return searchField();
    else return false;
    return true;
  };
  const onKey = (event: KeyboardEvent): void => {
    const { key, target, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (event.defaultPrevented || event.isComposing || !page.session.value || isIn(target, consoles)) return;
    const isPalette = (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === "k";
    if (isPalette) {
      if (shownPanel.value === undefined && isFree()) openPanel("palette");
      event.preventDefault();
      return;
    }
    if (ctrlKey || metaKey || altKey || types(target) || singleKeys.value === "off" || !isFree()) return;
    if (single(key.toLowerCase())) event.preventDefault();
  };
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}

const isFree = (): boolean => document.querySelector("dialog[open]") === null;

/** @returns whether this view has one */
function searchField(): boolean {
  const field = document.querySelector<HTMLInputElement>("main input[type=search]");
  field?.focus();
  field?.select();
  return field !== null;
}
