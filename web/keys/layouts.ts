import type { LayoutName } from "../../server/redfish/oem.ts";
import { translated } from "../app/language.ts";
import { stored } from "../app/stored.ts";

export const layoutWords = translated<Readonly<Record<LayoutName, string>>>({
  US: "English (US)",
  UK: "English (UK)",
  Belgian: "Belgian",
  Danish: "Danish",
  French: "French",
  German: "German",
  GermanNoDeadKeys: "German (no dead keys)",
  Italian: "Italian",
  Japanese: "Japanese",
  Norwegian: "Norwegian",
  Portuguese: "Portuguese",
  Spanish: "Spanish",
  Swedish: "Swedish, Finnish",
  SwissGerman: "Swiss German",
});

/** The keyboard that the guest takes its own for. */
export const layout = stored<LayoutName>("keyboardLayout", "US", name => Object.hasOwn(layoutWords, name));
