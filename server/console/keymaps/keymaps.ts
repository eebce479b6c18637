import type { Layout } from "./layout.ts";
import { belgian, french } from "./layouts/french.ts";
import { german, germanNoDeadKeys, swissGerman } from "./layouts/german.ts";
import { italian } from "./layouts/italian.ts";
import { japanese } from "./layouts/japanese.ts";
import { danish, norwegian, swedish } from "./layouts/nordic.ts";
import { portuguese } from "./layouts/portuguese.ts";
import { spanish } from "./layouts/spanish.ts";
import { uk } from "./layouts/uk.ts";
import { us } from "./layouts/us.ts";

/** The keyboards that the machine's software may take its own for, as Linux knows them. */
const layouts = {
  US: us,
  UK: uk,
  Belgian: belgian,
  Danish: danish,
  French: french,
  German: german,
  GermanNoDeadKeys: germanNoDeadKeys,
  Italian: italian,
  Japanese: japanese,
  Norwegian: norwegian,
  Portuguese: portuguese,
  Spanish: spanish,
  Swedish: swedish,
  SwissGerman: swissGerman,
} as const satisfies Record<string, Layout>;

export type LayoutName = keyof typeof layouts;
export const layoutNames = Object.keys(layouts) as LayoutName[];
export const layoutOf = (name: LayoutName): Layout => layouts[name];
