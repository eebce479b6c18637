import type { MediaSlot } from "../../server/events/events.ts";
import { t } from "../app/language.ts";
import { slotWords } from "../app/words.ts";
import { notAdministrator } from "./obstacles.ts";
import type { CommandSource } from "./source.ts";

const slots: readonly MediaSlot[] = ["Cd1", "Usb1"];

export const mediaCommands: CommandSource = page =>
  slots.map(slot => ({
    id: `eject-${slot}`,
    title: "Eject: {slot}",
    values: { slot: slotWords[slot] },
    about: "Media",
    icon: "up",
    words: "virtual media image iso remove",
    unavailable:
      notAdministrator(page) ??
      (page.media.value[slot]?.ImageName ? undefined : t("Nothing is inserted there.")),
    run: () => void page.ejectMedia(slot),
  }));
