import type { KeyCode } from "../../server/redfish/oem.ts";

export interface Combination {
  readonly keys: readonly KeyCode[];
  /** What it does to many systems, where its name does not say it. */
  readonly about?: string;
}

/** What the person's own system or browser keeps for itself. */
export const combinations: readonly Combination[] = [
  { keys: ["ControlLeft", "AltLeft", "Delete"] },
  { keys: ["ControlLeft", "AltLeft", "Backspace"] },
  { keys: ["AltLeft", "Tab"] },
  { keys: ["AltLeft", "F4"] },
  { keys: ["ControlLeft", "KeyW"] },
  { keys: ["ControlLeft", "KeyT"] },
  { keys: ["MetaLeft"], about: "The key with a logo: Windows, Command" },
  { keys: ["ContextMenu"] },
  { keys: ["PrintScreen"] },
  { keys: ["Pause"] },
  { keys: ["ControlLeft", "Pause"], about: "Break" },
  { keys: ["Escape"] },
];

/** Linux's text consoles. */
export const virtualTerminals: readonly Combination[] = Array.from({ length: 12 }, (_, n) => ({
  keys: ["ControlLeft", "AltLeft", `F${n + 1}` as KeyCode],
}));
