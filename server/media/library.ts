import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { EventBus } from "../events/bus.ts";
import type { Events, Origin } from "../events/events.ts";
import type { Store } from "../store/store.ts";
import { MediaError } from "./errors.ts";
import { incomingTransfer, openTransfer, type Validators } from "./http-source.ts";
import { diskImage, type ImageKind, imageKindOf } from "./image-format.ts";
import { Insertion } from "./insertion.ts";
import type { Received } from "./inspection.ts";
import { type Incoming, receive } from "./receive.ts";
import { nameOf, type Source } from "./source.ts";

/** An image that was fetched, or that a client sent. */
export interface StoredImage extends Received, Validators {
  readonly id: string;
  /** What a person knows it by. */
  readonly name: string;
  readonly kind: ImageKind;
  /** Milliseconds since the epoch. */
  readonly storedAt: number;
  /** Absent of one that a client sent. */
  readonly url?: string;
  /** Whether it stays until somebody deletes it. One that was fetched for a slot may make room for others. */
  readonly kept: boolean;
  /** Whether a guest may have written to it: it is no longer what it was, and its checksum is not either. */
  readonly written: boolean;
}

export interface FetchOptions {
  /** The image is to be written to, which wants a copy of its own. */
  readonly writable: boolean;
  readonly kept: boolean;
  readonly origin: Origin;
  readonly signal: AbortSignal;
  /** Percent. */
  readonly onProgress: (percent: number) => void;
}

export interface LibraryOptions {
  /** Where the images lie, one file each. */
  readonly folder: string;
  readonly store: Store;
  readonly events: EventBus;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Whether an image is in a slot, or on its way there. */
  readonly isUsed: (id: string) => boolean;
}

const setting = "mediaLibrary";
const stored = ".img";
/** Bytes of the disk that are left to everything else. */
const reserve = 64 * 2 ** 20;
/** How many of those that were fetched for a slot stay for the next time. */
const mostFetched = 8;

/** The images of virtual media: what was sent or fetched stays until it is deleted. */
export class Library {
  readonly #options: LibraryOptions;
  #images: readonly StoredImage[];
  /** Bytes that are still to come, by the id of their image. */
  readonly #expected = new Map<string, number>();
  readonly #imports = new Set<Insertion>();

  /** Files that nothing knows of, those of transfers that a restart broke off, go. */
  constructor(options: LibraryOptions) {
    this.#options = options;
    const { folder, store } = options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const known = store.setting<readonly StoredImage[]>(setting) ?? [];
    this.#images = known.filter(({ id }) => existsSync(this.file(id)));
    const names = new Set(this.#images.map(({ id }) => `${id}${stored}`));
    for (const name of readdirSync(folder)) {
      if (name.endsWith(stored) && !names.has(name)) rmSync(join(folder, name));
    }
  }

  /** From the oldest to the newest. */
  get images(): readonly StoredImage[] {
    return this.#images;
  }

  find(id: string): StoredImage | undefined {
    return this.#images.find(image => image.id === id);
  }

  file(id: string): string {
    return join(this.#options.folder, `${id}${stored}`);
  }

  /** Bytes that another image may have. */
  get free(): number {
    const { bavail, bsize } = statfsSync(this.#options.folder);
    const expected = [...this.#expected.values()].reduce((sum, bytes) => sum + bytes, 0);
    return Math.max(0, bavail * bsize - reserve - expected);
  }

  /** Holds room for what is still to come of an image; 0 gives it back. */
  expect(id: string, bytes: number): void {
    if (bytes > 0) this.#expected.set(id, bytes);
    else this.#expected.delete(id);
  }

  /**
   * Sees to it that there is room, if need be for the images that were fetched for a slot and are in none.
   * @throws MediaError noSpace
   */
  makeRoom(bytes: number): void {
    for (const image of this.#dispensable) {
      if (this.free >= bytes) return;
      this.#delete(image, { via: "bmc" });
    }
    if (this.free < bytes) throw new MediaError("noSpace", "There is no room for it on the BMC's disk.");
  }

  get #dispensable(): readonly StoredImage[] {
    return this.#images.filter(({ id, kept }) => !kept && !this.#options.isUsed(id));
  }

  /** The image that was fetched last from there and has not been written to. */
  #known(url: string): StoredImage | undefined {
    return this.#images.findLast(image => image.url === url && !image.written);
  }

  /**
   * Fetches an image anew, unless the server says that it is still the one that is here.
   * @throws MediaError
   */
  async fetch(source: Source, options: FetchOptions, name = nameOf(source.url)): Promise<StoredImage> {
    const url = source.url.href;
    const known = options.writable ? undefined : this.#known(url);
    const transfer = await openTransfer(source, known ?? {}, options.signal);
    if (!transfer && known) return this.#keep(known, options.kept);
    if (!transfer) throw new Error("A server answered 304 to a request without conditions.");
    const incoming = incomingTransfer(transfer, source.url);
    const { etag, lastModified } = transfer;
    const image = await this.#receive(incoming, { name, url, etag, lastModified }, options);
    for (const older of this.#dispensable) {
      if (older.url === url && older.id !== image.id) this.#delete(older, options.origin);
    }
    return image;
  }

  /** Fetches an image that is to stay. */
  import(source: Source, name: string | undefined, origin: Origin): Insertion {
    const fetching = new Insertion(async (signal, onProgress) => {
      try {
        await this.fetch(source, { writable: false, kept: true, origin, signal, onProgress }, name);
      } finally {
        this.#imports.delete(fetching);
      }
    });
    this.#imports.add(fetching);
    return fetching;
  }

  /** Takes what a client sends. @throws MediaError */
  receive(incoming: Incoming, name: string, options: FetchOptions): Promise<StoredImage> {
    return this.#receive(incoming, { name }, options);
  }

  async #receive(
    incoming: Incoming,
    known: Pick<StoredImage, "name" | "url" | keyof Validators>,
    { writable, kept, origin, signal, onProgress }: FetchOptions,
  ): Promise<StoredImage> {
    const id = randomUUID();
    const file = this.file(id);
    if (incoming.size !== undefined && incoming.size <= diskImage.largest) this.#makeRoomFor(incoming);
    const received = await receive(incoming, file, diskImage, signal, onProgress);
    return this.#add({ id, ...known, ...received, kept, written: writable }, origin);
  }

  #makeRoomFor({ size = 0, body }: Incoming): void {
    try {
      this.makeRoom(size);
    } catch (error) {
      body.destroy();
      throw error;
    }
  }

  /** Takes in a file of this folder's disk that is known to be an image. */
  async take(
    file: string,
    image: Received & Pick<StoredImage, "id" | "name">,
    origin: Origin,
  ): Promise<void> {
    await rename(file, this.file(image.id));
    await this.#add({ ...image, kept: true, written: false }, origin);
  }

  async #add(image: Omit<StoredImage, "kind" | "storedAt">, origin: Origin): Promise<StoredImage> {
    const kind = await imageKindOf(this.file(image.id));
    const added = { ...image, kind, storedAt: this.#options.now() };
    this.#save([...this.#images, added]);
    this.#tell(added, "added", origin);
    for (const older of this.#dispensable.slice(0, -mostFetched)) this.#delete(older, { via: "bmc" });
    return added;
  }

  #keep(image: StoredImage, kept: boolean): StoredImage {
    if (!kept || image.kept) return image;
    return this.#change({ ...image, kept });
  }

  /** From now on a guest may write to it. */
  markWritten(id: string, origin: Origin): void {
    const image = this.find(id);
    if (image && !image.written) this.#tell(this.#change({ ...image, written: true }), "written", origin);
  }

  rename(id: string, name: string, origin: Origin): void {
    const image = this.find(id);
    if (image && image.name !== name) this.#tell(this.#change({ ...image, name }), "renamed", origin);
  }

  /** @throws MediaError occupied while it is in a slot, or on its way there */
  remove(id: string, origin: Origin): void {
    const image = this.find(id);
    if (!image) return;
    if (this.#options.isUsed(id))
      throw new MediaError("occupied", `${image.name} is in a slot: eject it first.`);
    this.#delete(image, origin);
  }

  /** Ends the imports. */
  async close(): Promise<void> {
    for (const each of this.#imports) each.abort();
    await Promise.allSettled([...this.#imports].map(({ done }) => done));
  }

  #delete(image: StoredImage, origin: Origin): void {
    this.#save(this.#images.filter(({ id }) => id !== image.id));
    rmSync(this.file(image.id), { force: true });
    this.#tell(image, "removed", origin);
  }

  #change(image: StoredImage): StoredImage {
    this.#save(this.#images.map(each => (each.id === image.id ? image : each)));
    return image;
  }

  #save(images: readonly StoredImage[]): void {
    this.#images = images;
    this.#options.store.saveSetting(setting, images);
  }

  #tell({ id, name }: StoredImage, change: Events["imageChanged"]["change"], origin: Origin): void {
    this.#options.events.emit("imageChanged", { id, name, change, origin });
  }
}
