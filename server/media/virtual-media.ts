import type { EventBus } from "../events/bus.ts";
import type { MediaSlot, Origin } from "../events/events.ts";
import type { Medium, ServedMedium } from "../machine/hypervisor.ts";
import type { Machine } from "../machine/machine.ts";
import { mediaSlots } from "../machine/media.ts";
import type { Store } from "../store/store.ts";
import { MediaError } from "./errors.ts";
import { Insertion } from "./insertion.ts";
import { type FetchOptions, Library, type StoredImage } from "./library.ts";
import { emptySlot, type SlotRecord, type SlotView, viewOf, type WantedImage } from "./slot.ts";
import { nameOf, protocolOf, sourceOf } from "./source.ts";
import { incomingUpload, type Upload } from "./upload.ts";

const setting = "virtualMedia";

/** What comes into a slot, and from where. */
interface Arrival {
  readonly name: string;
  readonly url?: string;
  readonly userName?: string | undefined;
  /** Whether it is in the library for a slot alone. */
  readonly kept: boolean;
  /** Of one that is in the library already. */
  readonly stored?: string;
  readonly get: (options: FetchOptions) => Promise<StoredImage>;
}

/** A medium that is not here: its server is told when it leaves the slot. */
export interface Served {
  readonly medium: ServedMedium;
  /** It is about to leave: whoever still reads must not be left waiting. */
  readonly stop: () => void;
  /** It has left. */
  readonly left: () => void;
}

export interface VirtualMediaOptions {
  readonly machine: Machine;
  readonly store: Store;
  readonly events: EventBus;
  /** Where the library's images lie. */
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * Puts images in the machine's slots. One that is fetched or sent is here whole before the machine sees it; one that
 * is served from elsewhere is in the slot for as long as its server is there.
 */
export class VirtualMedia {
  readonly #machine: Machine;
  readonly #store: Store;
  readonly imageLibrary: Library;
  #slots: Readonly<Partial<Record<MediaSlot, SlotRecord>>>;
  readonly #insertions = new Map<MediaSlot, Insertion>();
  /** The ids of images of the library that are on their way. */
  readonly #arriving = new Map<MediaSlot, string>();
  readonly #served = new Map<MediaSlot, Served>();
  readonly #credentials = new Map<MediaSlot, Pick<WantedImage, "userName" | "password">>();

  constructor({ machine, ...options }: VirtualMediaOptions) {
    this.#machine = machine;
    this.#store = options.store;
    this.#slots = options.store.setting<Partial<Record<MediaSlot, SlotRecord>>>(setting) ?? {};
    this.imageLibrary = new Library({ ...options, isUsed: id => this.slotsOf(id).length > 0 });
  }

  /** The slots in which an image of the library is, or to which it is on its way. */
  slotsOf(id: string): readonly MediaSlot[] {
    return mediaSlots.filter(
      slot => this.#slot(slot).attached?.stored === id || this.#arriving.get(slot) === id,
    );
  }

  view(slot: MediaSlot): SlotView {
    const { userName } = this.#credentials.get(slot) ?? {};
    return viewOf(slot, this.#slot(slot), this.#present(slot), userName);
  }

  /** What the slot has is what the machine has: a medium that was not fetched is the configured one. */
  #present(slot: MediaSlot): Medium | undefined {
    return this.#machine.media.media[slot];
  }

  setVerifyCertificate(slot: MediaSlot, verifyCertificate: boolean): void {
    this.#save(slot, { verifyCertificate });
  }

  /** For insertions that bring none with them. They are not kept over a restart. */
  setCredentials(slot: MediaSlot, credentials: Pick<WantedImage, "userName" | "password">): void {
    this.#credentials.set(slot, { ...this.#credentials.get(slot), ...credentials });
  }

  /**
   * @param replaces whether an image that is there makes room for it, once the new one has been fetched
   * @throws MediaError badUri | noProtocol | readOnlySlot | occupied | busy
   */
  insert(slot: MediaSlot, wanted: WantedImage, origin: Origin, replaces = false): Insertion {
    const verifyCertificate = wanted.verifyCertificate ?? this.#slot(slot).verifyCertificate;
    const source = sourceOf({ ...this.#credentials.get(slot), ...wanted, verifyCertificate });
    protocolOf(source.url);
    const arrival = {
      name: nameOf(source.url),
      url: source.url.href,
      userName: source.userName,
      kept: false,
      get: (options: FetchOptions) => this.imageLibrary.fetch(source, options),
    };
    return this.#begin(slot, arrival, wanted, origin, replaces);
  }

  /**
   * The same with an image that a client sends.
   * @throws MediaError readOnlySlot | occupied | busy
   */
  upload(slot: MediaSlot, upload: Upload, origin: Origin): Insertion {
    const { name } = upload;
    const get = (options: FetchOptions) => this.imageLibrary.receive(incomingUpload(upload), name, options);
    return this.#begin(slot, { name, get, kept: true }, {}, origin, false);
  }

  /**
   * The same with an image of the library. A guest that may write to it writes to the library's.
   * @throws MediaError badUri where there is no such image | readOnlySlot | occupied | busy
   */
  insertStored(
    slot: MediaSlot,
    id: string,
    wanted: Pick<WantedImage, "writeProtected" | "inserted">,
    origin: Origin,
    replaces = false,
  ): Insertion {
    const image = this.imageLibrary.find(id);
    if (!image) throw new MediaError("badUri", "There is no such image in the library.");
    const elsewhere = this.slotsOf(id).find(other => other !== slot);
    if (elsewhere && !(wanted.writeProtected !== false && this.view(elsewhere).writeProtected)) {
      throw new MediaError("occupied", `${image.name} is in ${elsewhere} to be written to: eject it first.`);
    }
    const get = async (): Promise<StoredImage> => image;
    return this.#begin(slot, { name: image.name, stored: id, kept: true, get }, wanted, origin, replaces);
  }

  /**
   * Puts in the slot what is served from elsewhere, for reading.
   * @throws MediaError occupied | busy, MachineError
   */
  serve(slot: MediaSlot, served: Served, origin: Origin): Promise<void> {
    this.requireEmpty(slot);
    return this.#start(slot, undefined, async () => {
      await this.#machine.media.insert(slot, served.medium, origin);
      this.#served.set(slot, served);
    }).done;
  }

  /** @throws MediaError occupied | busy */
  requireEmpty(slot: MediaSlot): void {
    if (this.#insertions.has(slot)) throw new MediaError("busy", `An image is on its way to ${slot}.`);
    const { name } = this.view(slot);
    if (name !== undefined) throw new MediaError("occupied", `There is ${name} in ${slot}: eject it first.`);
  }

  /** @returns what puts back in the slot what is in it now; nothing that is served can be put back */
  recall(slot: MediaSlot): (origin: Origin) => Promise<void> {
    const { attached } = this.#slot(slot);
    const present = this.#present(slot);
    return async origin => {
      if (this.#present(slot) === present && this.#slot(slot).attached === attached) return;
      await this.#takeOut(slot, origin);
      this.#save(slot, { attached });
      if (present) await this.#machine.media.insert(slot, present, origin);
    };
  }

  #begin(
    slot: MediaSlot,
    arrival: Arrival,
    wanted: Pick<WantedImage, "writeProtected" | "inserted">,
    origin: Origin,
    replaces: boolean,
  ): Insertion {
    requireWritable(slot, wanted.writeProtected);
    if (!replaces) this.requireEmpty(slot);
    else if (this.#insertions.has(slot)) throw new MediaError("busy", `An image is on its way to ${slot}.`);
    return this.#start(slot, arrival.stored, (signal, progress) =>
      this.#getAndInsert(slot, arrival, wanted, origin, signal, progress),
    );
  }

  #start(
    slot: MediaSlot,
    stored: string | undefined,
    work: (signal: AbortSignal, progress: (percent: number) => void) => Promise<void>,
  ): Insertion {
    const insertion = new Insertion(async (signal, progress) => {
      try {
        await work(signal, progress);
      } finally {
        this.#insertions.delete(slot);
        this.#arriving.delete(slot);
      }
    });
    this.#insertions.set(slot, insertion);
    if (stored !== undefined) this.#arriving.set(slot, stored);
    return insertion;
  }

  async #getAndInsert(
    slot: MediaSlot,
    { name, url, userName, kept, get }: Arrival,
    { writeProtected = true, inserted = true }: Pick<WantedImage, "writeProtected" | "inserted">,
    origin: Origin,
    signal: AbortSignal,
    onProgress: (percent: number) => void,
  ): Promise<void> {
    const { id } = await get({ writable: !writeProtected, kept, origin, signal, onProgress });
    this.#arriving.set(slot, id);
    await this.#takeOut(slot, origin);
    const medium = { name, file: this.imageLibrary.file(id), writeProtected };
    this.#save(slot, { attached: { stored: id, medium, userName, ...(url !== undefined && { url }) } });
    if (!writeProtected) this.imageLibrary.markWritten(id, origin);
    if (!inserted) return;
    try {
      await this.#machine.media.insert(slot, medium, origin);
    } catch (error) {
      this.#save(slot, { attached: null });
      throw error;
    }
  }

  /** An image on its way turns back; an empty slot stays one. @throws MachineError */
  async eject(slot: MediaSlot, origin: Origin): Promise<void> {
    const insertion = this.#insertions.get(slot);
    insertion?.abort();
    await insertion?.done.catch(() => {});
    await this.#takeOut(slot, origin);
  }

  async #takeOut(slot: MediaSlot, origin: Origin): Promise<void> {
    const served = this.#served.get(slot);
    served?.stop();
    await this.#machine.media.eject(slot, origin);
    this.#served.delete(slot);
    served?.left();
    if (this.#slot(slot).attached) this.#save(slot, { attached: null });
  }

  /**
   * Shows the machine the image or hides it, and protects it or not.
   * @throws MediaError busy | readOnlySlot, MachineError
   */
  async change(
    slot: MediaSlot,
    { inserted, writeProtected }: Pick<WantedImage, "inserted" | "writeProtected">,
    origin: Origin,
  ): Promise<void> {
    requireWritable(slot, writeProtected);
    if (this.#insertions.has(slot)) throw new MediaError("busy", `An image is on its way to ${slot}.`);
    const { attached } = this.#slot(slot);
    const present = this.#present(slot);
    if (present && !("file" in present))
      return this.#changeServed(slot, { inserted, writeProtected }, origin);
    const before = attached?.medium ?? present;
    if (!before) return;
    const medium = { ...before, writeProtected: writeProtected ?? before.writeProtected };
    const shown = inserted ?? present !== undefined;
    if (shown === (present !== undefined) && medium.writeProtected === before.writeProtected) return;
    if (present) await this.#machine.media.eject(slot, origin);
    if (attached) this.#save(slot, { attached: { ...attached, medium } });
    if (attached && !medium.writeProtected) this.imageLibrary.markWritten(attached.stored, origin);
    if (shown) await this.#machine.media.insert(slot, medium, origin);
  }

  /** What is served is in the slot or is gone. */
  async #changeServed(
    slot: MediaSlot,
    { inserted, writeProtected }: Pick<WantedImage, "inserted" | "writeProtected">,
    origin: Origin,
  ): Promise<void> {
    if (writeProtected === false) throw new MediaError("readOnlySlot", "A local file can only be read.");
    if (inserted === false) await this.#takeOut(slot, origin);
  }

  /** Ends what is on its way. */
  async close(): Promise<void> {
    for (const insertion of this.#insertions.values()) insertion.abort();
    await Promise.allSettled([...this.#insertions.values()].map(({ done }) => done));
    await this.imageLibrary.close();
  }

  #slot(slot: MediaSlot): SlotRecord {
    return { ...emptySlot, ...this.#slots[slot] };
  }

  #save(slot: MediaSlot, change: Partial<SlotRecord>): void {
    this.#slots = { ...this.#slots, [slot]: { ...this.#slot(slot), ...change } };
    this.#store.saveSetting(setting, this.#slots);
  }
}

function requireWritable(slot: MediaSlot, writeProtected: boolean | undefined): void {
  if (slot === "Cd1" && writeProtected === false) {
    throw new MediaError("readOnlySlot", "A CD cannot be written to.");
  }
}
