import { isDeepStrictEqual } from "node:util";
import type { EventBus } from "../../events/bus.ts";
import type { Origin } from "../../events/events.ts";
import { MachineError } from "../../machine/errors.ts";
import type { Identity } from "../identity.ts";
import type { Setting, Settings } from "../settings.ts";
import { type Area, type AreaName, type AreaTexts, areaOf, areaTexts, withText } from "./area.ts";
import { longestField } from "./field.ts";
import { decodeImage, encodeImage, withArea } from "./image.ts";
import { systemUniqueIdRecord } from "./multi-record.ts";

/** What the machine is, as its FRU image says it. */
export interface InventoryView {
  /** `type` as in SMBIOS type 3. */
  readonly chassis: { readonly type: number } & AreaTexts<"chassis">;
  readonly board: AreaTexts<"board">;
  readonly product: AreaTexts<"product">;
}

/** Characters; they must be of Latin-1. */
export const longestAssetTag = longestField;

const rackMount = 0x17;
const english = 0;
/** Minutes since the beginning of 1996; 0 says that it is not known. */
const noDate = [0, 0, 0];
const partNumber = "QB-1";
const fruFileId = "";

/** What the machine's owner says of it. */
type Owned = Pick<Identity, "uuid" | "serialNumber" | "assetTag">;

interface InventoryRecord {
  /** Empty before the first change, so that a new version of the firmware shows. */
  readonly image: string;
  /** What the owner said when the image was written. */
  readonly owned: Owned;
}

/**
 * FRU device 0: an image as clients read and write it, byte by byte, and what it says. A client that edits it
 * passes through images that are not valid; what cannot be read in them is shown as it was at first.
 */
export class Inventory {
  readonly #setting: Setting<InventoryRecord>;
  readonly #events: EventBus;
  readonly #initial: Readonly<Record<AreaName, Area>>;
  /** Besides what it says, it keeps `ipmitool fru edit` whole, which adjusts its offset even where there is none. */
  readonly #multiRecord: Buffer;
  readonly #owned: Owned;
  #image: Buffer;
  #view: InventoryView;

  constructor(settings: Settings, events: EventBus, identity: Identity) {
    const { uuid, serialNumber, assetTag } = identity;
    this.#owned = { uuid, serialNumber, assetTag };
    this.#setting = settings.open("inventory", { image: "", owned: this.#owned });
    this.#events = events;
    this.#initial = initialAreas(identity);
    this.#multiRecord = systemUniqueIdRecord(identity.uuid);
    const { image, owned } = this.#setting.value;
    this.#image = image === "" ? encodeImage(this.#initial, this.#multiRecord) : Buffer.from(image, "base64");
    if (image !== "" && !isDeepStrictEqual(owned, this.#owned)) this.#takeOver(owned);
    this.#view = this.#read();
  }

  /** Of the image, in bytes. */
  get size(): number {
    return this.#image.length;
  }

  /** Fewer bytes where the image ends before. */
  read(offset: number, count: number): Buffer {
    return this.#image.subarray(offset, offset + count);
  }

  /** @returns how many bytes were written: fewer where the image ends before */
  write(offset: number, bytes: Buffer, origin: Origin): number {
    const changed = Buffer.from(this.#image);
    const written = bytes.copy(changed, Math.min(offset, changed.length));
    this.#save(changed, origin);
    return written;
  }

  get view(): InventoryView {
    return this.#view;
  }

  get assetTag(): string {
    return this.#view.product.assetTag;
  }

  /**
   * @param text at most `longestAssetTag` characters of Latin-1
   * @throws RangeError for another one; MachineError when what a client wrote leaves no room for it
   */
  setAssetTag(text: string, origin: Origin): void {
    const product = withText("product", this.#areas().product, "assetTag", text);
    this.#save(this.#withProduct(product), origin);
  }

  #withProduct(product: Area): Buffer {
    try {
      return (
        withArea(this.#image, "product", product) ??
        encodeImage({ ...this.#initial, product }, this.#multiRecord)
      );
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new MachineError("notSupported", error.message);
    }
  }

  /** What the owner says otherwise than before counts more than what a client has written; the rest stays the client's. */
  #takeOver(before: Owned): void {
    const { serialNumber, assetTag } = this.#owned;
    const areas = this.#areas();
    if (serialNumber !== before.serialNumber) {
      areas.chassis = withText("chassis", areas.chassis, "serialNumber", serialNumber);
      areas.board = withText("board", areas.board, "serialNumber", serialNumber);
      areas.product = withText("product", areas.product, "serialNumber", serialNumber);
    }
    if (assetTag !== before.assetTag) {
      areas.product = withText("product", areas.product, "assetTag", assetTag);
    }
    this.#keep(this.#encoded(areas));
  }

  /** Where the client's texts leave no room for the owner's, all begins anew. */
  #encoded(areas: Readonly<Record<AreaName, Area>>): Buffer {
    try {
      return encodeImage(areas, this.#multiRecord);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return encodeImage(this.#initial, this.#multiRecord);
    }
  }

  #keep(image: Buffer): void {
    this.#setting.save({ image: image.toString("base64"), owned: this.#owned });
    this.#image = image;
  }

  #save(image: Buffer, origin: Origin): void {
    if (image.equals(this.#image)) return;
    this.#keep(image);
    this.#view = this.#read();
    this.#events.emit("inventoryChanged", { origin });
  }

  #areas(): Record<AreaName, Area> {
    return { ...this.#initial, ...decodeImage(this.#image) };
  }

  #read(): InventoryView {
    const { chassis, board, product } = this.#areas();
    return {
      chassis: { type: chassis.head[0] ?? rackMount, ...areaTexts("chassis", chassis) },
      board: areaTexts("board", board),
      product: areaTexts("product", product),
    };
  }
}

function initialAreas({ manufacturer, model, serialNumber, assetTag, firmwareVersion }: Identity) {
  const common = { manufacturer, name: model, partNumber, serialNumber, fruFileId };
  return {
    chassis: areaOf("chassis", [rackMount], { partNumber, serialNumber }),
    board: areaOf("board", [english, ...noDate], common),
    product: areaOf("product", [english], { ...common, version: firmwareVersion, assetTag }),
  };
}
