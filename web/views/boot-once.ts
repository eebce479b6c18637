import type { MediaSlot } from "../../server/events/events.ts";
import { t } from "../app/language.ts";
import type { Page } from "../app/page.ts";

interface Wanted {
  readonly slot: MediaSlot;
  readonly name: string;
  /** URI of the library's image; what is in the slot already, if absent. */
  readonly image?: string;
}

/** Asks first where a machine is on, because it is reset. */
export function bootOnce(page: Page, { slot, name, image }: Wanted): void {
  const run = async (): Promise<void> => {
    const desk = await page.mediaDesk();
    await desk.boot(slot, image === undefined ? {} : { Image: image });
  };
  const power = page.machine.value?.powerState;
  if (power !== "on" && power !== "paused") {
    void run();
    return;
  }
  page.confirmation.value = {
    title: t("Reset, and boot from {name}?", { name }),
    text: t("The guest starts anew without being asked. What it has not written to disk is lost."),
    label: t("Reset and boot"),
    run: () => void run(),
  };
}
