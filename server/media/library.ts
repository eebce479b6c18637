import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Store } from "../store/store.ts";
import { incomingTransfer, openTransfer, type Validators } from "./http-source.ts";
import { diskImage } from "./image-format.ts";
import { type Incoming, type Received, receive } from "./receive.ts";
import type { Source } from "./source.ts";

/** An image that was fetched, or that a client sent. */
export interface Download extends Received, Validators {
  readonly id: string;
  /** Absent of one that a client sent. */
  readonly url?: string;
  /** Whether a guest may have written to it: it is no longer what the server has. */
  readonly written: boolean;
}

export interface FetchOptions {
  /** The image is to be written to, which wants a copy of its own. */
  readonly writable: boolean;
  readonly signal: AbortSignal;
  /** Percent. */
  readonly onProgress: (percent: number) => void;
}

const setting = "mediaLibrary";

/** The images from elsewhere, one file each in a folder of the library's own. */
export class Library {
  readonly #folder: string;
  readonly #store: Store;
  #downloads: readonly Download[];

  /** Files that nothing knows of, those of transfers that a restart broke off, go. */
  constructor(folder: string, store: Store) {
    this.#folder = folder;
    this.#store = store;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const known = store.setting<readonly Download[]>(setting) ?? [];
    this.#downloads = known.filter(({ id }) => existsSync(this.file(id)));
    const names = new Set(this.#downloads.map(({ id }) => `${id}.img`));
    for (const name of readdirSync(folder)) if (!names.has(name)) rmSync(join(folder, name));
  }

  file(id: string): string {
    return join(this.#folder, `${id}.img`);
  }

  /** The image that was fetched last from there and has not been written to. */
  #known(url: string): Download | undefined {
    return this.#downloads.findLast(download => download.url === url && !download.written);
  }

  /**
   * Fetches an image anew, unless the server says that it is still the one that is here.
   * @throws MediaError
   */
  async fetch(source: Source, { writable, signal, onProgress }: FetchOptions): Promise<Download> {
    const url = source.url.href;
    const known = writable ? undefined : this.#known(url);
    const transfer = await openTransfer(source, known ?? {}, signal);
    if (!transfer && known) return known;
    if (!transfer) throw new Error("A server answered 304 to a request without conditions.");
    const incoming = incomingTransfer(transfer, source.url);
    const { etag, lastModified } = transfer;
    return this.#receive(incoming, { url, etag, lastModified, written: writable }, signal, onProgress);
  }

  /** Takes what a client sends. @throws MediaError */
  receive(incoming: Incoming, { writable, signal, onProgress }: FetchOptions): Promise<Download> {
    return this.#receive(incoming, { written: writable }, signal, onProgress);
  }

  async #receive(
    incoming: Incoming,
    origin: Pick<Download, "url" | "written" | keyof Validators>,
    signal: AbortSignal,
    onProgress: (percent: number) => void,
  ): Promise<Download> {
    const id = randomUUID();
    const received = await receive(incoming, this.file(id), diskImage, signal, onProgress);
    const download = { id, ...origin, ...received };
    this.#save([...this.#downloads, download]);
    return download;
  }

  /** From now on a guest may write to it. */
  markWritten(id: string): void {
    this.#save(this.#downloads.map(each => (each.id === id ? { ...each, written: true } : each)));
  }

  /** Deletes all images but those in use, and one of this URL that may still be good. */
  keepOnly(used: ReadonlySet<string>, url?: string): void {
    const kept = new Set([...used, ...(url === undefined ? [] : [this.#known(url)?.id])]);
    const gone = this.#downloads.filter(({ id }) => !kept.has(id));
    if (gone.length === 0) return;
    this.#save(this.#downloads.filter(({ id }) => kept.has(id)));
    for (const { id } of gone) rmSync(this.file(id), { force: true });
  }

  #save(downloads: readonly Download[]): void {
    this.#downloads = downloads;
    this.#store.saveSetting(setting, downloads);
  }
}
