import type { Static, TObject } from "typebox";
import type { Inventory } from "../../bmc/fru/inventory.ts";
import type { assetProperties } from "../schemas/asset.ts";

/** The machine as the product area of its FRU image describes it. */
export function assetView({ view: { product } }: Inventory): Static<TObject<typeof assetProperties>> {
  return {
    Manufacturer: product.manufacturer,
    Model: product.name,
    PartNumber: product.partNumber,
    SerialNumber: product.serialNumber,
    AssetTag: product.assetTag,
  };
}
