import { pathToFileURL } from "node:url";
import type { MediaSlot, Origin } from "../events/events.ts";
import type { Medium } from "../machine/hypervisor.ts";
import type { Machine } from "../machine/machine.ts";
import type { Store } from "../store/store.ts";
import { MediaError } from "./errors.ts";
import { Insertion } from "./insertion.ts";
import { type Download, type FetchOptions, Library } from "./library.ts";
import { nameOf, protocolOf, sourceOf, type TransferProtocol } from "./source.ts";
import { incomingUpload, type Upload } from "./upload.ts";

/** Milliseconds that an image which nobody uses stays, for who ejects it and inserts it again. */
const keptUnused = 10 * 60 * 1000;
const setting = "virtualMedia";

/** What a client wants in a slot. */
export interface WantedImage {
  readonly image: string;
  readonly protocol?: TransferProtocol | undefined;
  readonly userName?: string | undefined;
  readonly password?: string | undefined;
  /** Default: true. */
  readonly writeProtected?: boolean | undefined;
  /** Whether the machine is to see it; default: true. */
  readonly inserted?: boolean | undefined;
  /** Default: what is set for the slot. */
  readonly verifyCertificate?: boolean | undefined;
}

/** What comes into a slot, and from where. */
interface Arrival {
  readonly name: string;
  readonly url?: string;
  readonly userName?: string | undefined;
  readonly get: (options: FetchOptions) => Promise<Download>;
}

/** An image that was brought for a slot, seen by the machine or not. */
interface Attached {
  /** Absent of one that a client sent. */
  readonly url?: string;
  readonly download: string;
  readonly medium: Medium;
  readonly userName?: string | undefined;
}

interface SlotRecord {
  readonly attached: Attached | null;
  readonly verifyCertificate: boolean;
}

/** A slot as a client sees it. */
export interface SlotView {
  /** Where the image is from; absent for an empty slot. */
  readonly image?: string;
  readonly name?: string;
  readonly protocol?: TransferProtocol;
  readonly userName?: string | undefined;
  readonly inserted: boolean;
  readonly writeProtected: boolean;
  readonly verifyCertificate: boolean;
}

const emptySlot: SlotRecord = { attached: null, verifyCertificate: true };

/** Puts images from elsewhere in the machine's slots. An image is here whole before the machine sees it. */
export class VirtualMedia {
  readonly #machine: Machine;
  readonly #store: Store;
  readonly #library: Library;
  #slots: Readonly<Partial<Record<MediaSlot, SlotRecord>>>;
  readonly #insertions = new Map<MediaSlot, Insertion>();
  readonly #credentials = new Map<MediaSlot, Pick<WantedImage, "userName" | "password">>();
  #sweeping: NodeJS.Timeout | undefined;

  /** @param folder where fetched images lie */
  constructor(machine: Machine, store: Store, folder: string) {
    this.#machine = machine;
    this.#store = store;
    this.#library = new Library(folder, store);
    this.#slots = store.setting<Partial<Record<MediaSlot, SlotRecord>>>(setting) ?? {};
    this.#sweep();
  }

  view(slot: MediaSlot): SlotView {
    const { attached, verifyCertificate } = this.#slot(slot);
    const present = this.#present(slot);
    const { userName } = this.#credentials.get(slot) ?? {};
    const base = { inserted: present !== undefined, verifyCertificate, userName };
    // In the drive by configuration.
    if (present && !attached) {
      const { name, writeProtected } = present;
      return { ...base, image: pathToFileURL(present.file).href, name, writeProtected };
    }
    if (!attached) return { ...base, writeProtected: slot === "Cd1" };
    const { url, medium } = attached;
    return {
      ...base,
      image: url ?? pathToFileURL(medium.file).href,
      name: medium.name,
      ...(url !== undefined && { protocol: protocolOf(new URL(url)) }),
      userName: attached.userName ?? userName,
      writeProtected: medium.writeProtected,
    };
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
      get: (options: FetchOptions) => this.#library.fetch(source, options),
    };
    return this.#begin(slot, arrival, wanted, origin, replaces);
  }

  /**
   * The same with an image that a client sends.
   * @throws MediaError readOnlySlot | occupied | busy
   */
  upload(slot: MediaSlot, upload: Upload, origin: Origin): Insertion {
    const get = (options: FetchOptions) => this.#library.receive(incomingUpload(upload), options);
    return this.#begin(slot, { name: upload.name, get }, {}, origin, false);
  }

  #begin(
    slot: MediaSlot,
    arrival: Arrival,
    wanted: Pick<WantedImage, "writeProtected" | "inserted">,
    origin: Origin,
    replaces: boolean,
  ): Insertion {
    requireWritable(slot, wanted.writeProtected);
    if (this.#insertions.has(slot)) throw new MediaError("busy", `An image is on its way to ${slot}.`);
    const { name } = this.view(slot);
    if (name !== undefined && !replaces) {
      throw new MediaError("occupied", `There is ${name} in ${slot}: eject it first.`);
    }
    const insertion = new Insertion(async (signal, progress) => {
      try {
        await this.#getAndInsert(slot, arrival, wanted, origin, signal, progress);
      } finally {
        this.#insertions.delete(slot);
        this.#sweep();
      }
    });
    this.#insertions.set(slot, insertion);
    return insertion;
  }

  async #getAndInsert(
    slot: MediaSlot,
    { name, url, userName, get }: Arrival,
    { writeProtected = true, inserted = true }: Pick<WantedImage, "writeProtected" | "inserted">,
    origin: Origin,
    signal: AbortSignal,
    onProgress: (percent: number) => void,
  ): Promise<void> {
    if (this.#insertions.size === 1) this.#library.keepOnly(this.#used, url);
    const { id } = await get({ writable: !writeProtected, signal, onProgress });
    await this.#takeOut(slot, origin);
    const medium = { name, file: this.#library.file(id), writeProtected };
    this.#save(slot, { attached: { download: id, medium, userName, ...(url !== undefined && { url }) } });
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
    this.#sweep();
  }

  async #takeOut(slot: MediaSlot, origin: Origin): Promise<void> {
    await this.#machine.media.eject(slot, origin);
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
    const before = attached?.medium ?? present;
    if (!before) return;
    const medium = { ...before, writeProtected: writeProtected ?? before.writeProtected };
    const shown = inserted ?? present !== undefined;
    if (shown === (present !== undefined) && medium.writeProtected === before.writeProtected) return;
    if (present) await this.#machine.media.eject(slot, origin);
    if (attached) this.#save(slot, { attached: { ...attached, medium } });
    if (attached && !medium.writeProtected) this.#library.markWritten(attached.download);
    if (shown) await this.#machine.media.insert(slot, medium, origin);
  }

  /** Ends what is on its way. */
  async close(): Promise<void> {
    clearTimeout(this.#sweeping);
    for (const insertion of this.#insertions.values()) insertion.abort();
    await Promise.allSettled([...this.#insertions.values()].map(({ done }) => done));
    clearTimeout(this.#sweeping);
  }

  #slot(slot: MediaSlot): SlotRecord {
    return { ...emptySlot, ...this.#slots[slot] };
  }

  #save(slot: MediaSlot, change: Partial<SlotRecord>): void {
    this.#slots = { ...this.#slots, [slot]: { ...this.#slot(slot), ...change } };
    this.#store.saveSetting(setting, this.#slots);
  }

  get #used(): ReadonlySet<string> {
    return new Set(Object.values(this.#slots).flatMap(({ attached }) => attached?.download ?? []));
  }

  /** Images that nobody uses go when nobody has wanted them for a while. */
  #sweep(): void {
    clearTimeout(this.#sweeping);
    this.#sweeping = setTimeout(() => {
      if (this.#insertions.size === 0) this.#library.keepOnly(this.#used);
    }, keptUnused).unref();
  }
}

function requireWritable(slot: MediaSlot, writeProtected: boolean | undefined): void {
  if (slot === "Cd1" && writeProtected === false) {
    throw new MediaError("readOnlySlot", "A CD cannot be written to.");
  }
}
