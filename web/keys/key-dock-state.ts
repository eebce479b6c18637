import { stored } from "../app/stored.ts";

/** Who has a finger for a pointer mostly has no keyboard. */
const usual = matchMedia("(pointer: coarse)").matches ? "shown" : "hidden";

/** Whether keys stand below the screen. */
export const keyDock = stored<"shown" | "hidden">("keyDock", usual, value =>
  ["shown", "hidden"].includes(value),
);

export function turnKeyDock(): void {
  keyDock.value = keyDock.value === "shown" ? "hidden" : "shown";
}
