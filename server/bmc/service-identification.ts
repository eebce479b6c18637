import type { Identity } from "./identity.ts";
import type { Setting, Settings } from "./settings.ts";

/** Characters: with the NUL that ends it, it fills DCMI's string. */
export const longestIdentification = 63;

/**
 * What operators call this BMC: DCMI's Management Controller Identifier String (DCMI 1.5 §6.4.6) and the
 * ServiceIdentification of Redfish's service root, Latin-1.
 */
export type ServiceIdentification = Setting<{ readonly text: string }>;

/** Before anybody has named it, it is what DCMI's default is made of. */
export const serviceIdentification = (
  settings: Settings,
  { serialNumber }: Identity,
): ServiceIdentification => settings.open("serviceIdentification", { text: `DCMI${serialNumber}` });
