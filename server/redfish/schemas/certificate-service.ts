import { Type } from "typebox";
import { link, links, named } from "../properties.ts";

export const certificateServiceProperties = { ...named, CertificateLocations: link };

export const certificateLocationsProperties = { ...named, Links: Type.Object({ Certificates: links }) };
