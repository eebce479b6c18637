import type { BodyOf } from "../../server/redfish/properties.ts";
import type { imageProperties } from "../../server/redfish/schemas/image.ts";
import { managerUri } from "./resources.ts";

export type Image = BodyOf<typeof imageProperties> & Readonly<Record<"@odata.id", string>>;

export const imagesUri = `${managerUri}/Oem/QemuBmc/Images`;
export const importUri = `${managerUri}/Actions/Oem/QemuBmc.ImportImage`;

/** A URI of the service's own, for addresses below the page. */
export const relative = (uri: string): string => uri.replace(/^\//, "");
