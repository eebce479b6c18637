import { Type } from "typebox";

/** What an inventory says of a piece of hardware. */
export const assetProperties = {
  Manufacturer: Type.String(),
  Model: Type.String(),
  PartNumber: Type.String(),
  SerialNumber: Type.String(),
  AssetTag: Type.String(),
};

/** A text field of the FRU image: at most 63 characters of Latin-1. */
export const assetTag = Type.String({ pattern: "^[\\x20-\\x7e\\xa0-\\xff]{0,63}$" });
