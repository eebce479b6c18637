import { randomUUID } from "node:crypto";
import { createReadStream, readdirSync, rmSync, statSync } from "node:fs";
import { type FileHandle, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { EventBus } from "../events/bus.ts";
import type { Origin } from "../events/events.ts";
import type { Store } from "../store/store.ts";
import { MediaError } from "./errors.ts";
import { diskImage } from "./image-format.ts";
import { Inspection } from "./inspection.ts";
import type { Library } from "./library.ts";

/** What a client is going to send. */
export interface AnnouncedImage {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal; what has come in the end must have it. */
  readonly sha256?: string | undefined;
}

export interface ImageUpload extends AnnouncedImage {
  readonly id: string;
  /** Milliseconds since the epoch: its beginning, and the end of its last part. */
  readonly startedAt: number;
  readonly touchedAt: number;
}

/** Who is writing, and the way to make them stop. */
interface Writer {
  readonly body: Readable;
  readonly done: Promise<unknown>;
}

export interface ImageUploadsOptions {
  /** The library's folder. */
  readonly folder: string;
  readonly imageLibrary: Library;
  readonly store: Store;
  readonly events: EventBus;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const setting = "imageUploads";
const partial = ".part";
/** Milliseconds that an upload which does not go on stays. */
const keptIdle = 24 * 60 * 60 * 1000;
const sweepInterval = 60 * 60 * 1000;
const mostUploads = 16;

/**
 * Images that come in parts, over as many connections as it takes and over restarts of the BMC. What has come is on the
 * disk; the file's length is where to go on.
 */
export class ImageUploads {
  readonly #options: ImageUploadsOptions;
  #uploads: readonly ImageUpload[];
  readonly #writers = new Map<string, Writer>();
  readonly #progress = new Map<string, Inspection>();
  readonly #sweeping: NodeJS.Timeout;

  constructor(options: ImageUploadsOptions) {
    this.#options = options;
    const known = options.store.setting<readonly ImageUpload[]>(setting) ?? [];
    const files = new Set(readdirSync(options.folder).filter(name => name.endsWith(partial)));
    this.#uploads = known.filter(({ id }) => files.has(`${id}${partial}`));
    const ours = new Set(this.#uploads.map(({ id }) => `${id}${partial}`));
    for (const name of files) if (!ours.has(name)) rmSync(join(options.folder, name));
    for (const upload of this.#uploads) this.#expectRest(upload);
    this.#sweeping = setInterval(() => this.#sweep(), sweepInterval).unref();
    this.#sweep();
  }

  /** From the oldest to the newest. */
  get list(): readonly ImageUpload[] {
    return this.#uploads;
  }

  find(id: string): ImageUpload | undefined {
    return this.#uploads.find(upload => upload.id === id);
  }

  /** Bytes that have come. */
  received(id: string): number {
    return this.#progress.get(id)?.size ?? statSync(this.#file(id), { throwIfNoEntry: false })?.size ?? 0;
  }

  /** @throws MediaError tooBig | noSpace | busy */
  async begin(announced: AnnouncedImage, origin: Origin): Promise<ImageUpload> {
    const { largest } = diskImage;
    if (announced.size > largest) {
      throw new MediaError("tooBig", `It is larger than ${largest / 2 ** 30} GiB.`);
    }
    if (this.#uploads.length >= mostUploads) throw new MediaError("busy", "Too many uploads are under way.");
    this.#options.imageLibrary.makeRoom(announced.size);
    const now = this.#options.now();
    const upload = { ...announced, id: randomUUID(), startedAt: now, touchedAt: now };
    this.#options.imageLibrary.expect(upload.id, upload.size);
    await (await open(this.#file(upload.id), "wx", 0o600)).close();
    this.#save([...this.#uploads, upload]);
    this.#options.events.emit("imageChanged", {
      id: upload.id,
      name: upload.name,
      change: "receiving",
      origin,
    });
    return upload;
  }

  /**
   * Writes a part of the image to its end. What comes before a connection breaks is kept. A part that is still coming
   * gives way: its sender has come back over another connection.
   * @param offset where the part begins, which must be where the upload stands
   * @returns where it stands afterwards; at the image's end it is in the library, under the same id
   * @throws MediaError wrongOffset | notAnImage | wrongChecksum | tooBig | noSpace; the upload is gone when what has
   * come is no image, or not the announced one
   */
  async append(id: string, offset: number, body: Readable, origin: Origin): Promise<number> {
    // Others may wait for the same: whoever goes on first is the next to give way.
    for (let before = this.#writers.get(id); before; before = this.#writers.get(id)) {
      before.body.destroy();
      await before.done.catch(() => {});
    }
    const upload = this.find(id);
    if (!upload) throw new MediaError("aborted", "The upload was ended.");
    const done = this.#append(upload, offset, body, origin);
    const writer = { body, done };
    this.#writers.set(id, writer);
    try {
      return await done;
    } finally {
      if (this.#writers.get(id) === writer) this.#writers.delete(id);
    }
  }

  async #append(upload: ImageUpload, offset: number, body: Readable, origin: Origin): Promise<number> {
    const progress = await this.#opened(upload);
    if (offset !== progress.size) {
      throw new MediaError(
        "wrongOffset",
        `${progress.size} bytes have come, and this part begins at ${offset}.`,
      );
    }
    try {
      await this.#write(upload, progress, body);
      if (progress.size === upload.size) await this.#finish(upload, progress, origin);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (error instanceof MediaError) {
        // Its sender stays connected, to be told why.
        this.#writers.delete(upload.id);
        this.abort(upload.id, origin);
      }
      if (code !== "ENOSPC" && code !== "EDQUOT") throw error;
      throw new MediaError("noSpace", "There is no room for it on the BMC's disk.", { cause: error });
    } finally {
      this.#touch(upload.id);
    }
    return progress.size;
  }

  /** What has come, read again where another BMC has written it. */
  async #opened({ id }: ImageUpload): Promise<Inspection> {
    const known = this.#progress.get(id);
    if (known) return known;
    const progress = new Inspection(diskImage);
    for await (const chunk of createReadStream(this.#file(id)) as AsyncIterable<Buffer>) progress.take(chunk);
    this.#progress.set(id, progress);
    return progress;
  }

  /** Ends without an error where the connection does: what has come is there. */
  async #write({ id, size }: ImageUpload, progress: Inspection, body: Readable): Promise<void> {
    const handle = await open(this.#file(id), "r+");
    try {
      for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        if (progress.size + chunk.length > size) {
          throw new MediaError("tooBig", `It is longer than the ${size} bytes that were announced.`);
        }
        await writeWhole(handle, chunk, progress.size);
        // What is certainly no image need not come to its end.
        progress.take(chunk);
      }
    } catch (error) {
      if (!body.errored && !body.destroyed) throw error;
    } finally {
      await handle.close();
    }
  }

  async #finish({ id, name, sha256 }: ImageUpload, progress: Inspection, origin: Origin): Promise<void> {
    const received = progress.finish();
    if (sha256 !== undefined && sha256 !== received.sha256) {
      throw new MediaError("wrongChecksum", `What has come has the SHA-256 checksum ${received.sha256}.`);
    }
    this.#progress.delete(id);
    this.#options.imageLibrary.expect(id, 0);
    await this.#options.imageLibrary.take(this.#file(id), { id, name, ...received }, origin);
    this.#save(this.#uploads.filter(each => each.id !== id));
  }

  rename(id: string, name: string): void {
    this.#save(this.#uploads.map(upload => (upload.id === id ? { ...upload, name } : upload)));
  }

  /** Throws away what has come. */
  abort(id: string, origin: Origin): void {
    const upload = this.find(id);
    if (!upload) return;
    this.#save(this.#uploads.filter(each => each.id !== id));
    this.#writers.get(id)?.body.destroy();
    this.#progress.delete(id);
    this.#options.imageLibrary.expect(id, 0);
    void rm(this.#file(id), { force: true });
    this.#options.events.emit("imageChanged", { id, name: upload.name, change: "removed", origin });
  }

  /** Lets go of what is coming, which can go on when a BMC is there again. */
  async close(): Promise<void> {
    clearInterval(this.#sweeping);
    const writers = [...this.#writers.values()];
    for (const { body } of writers) body.destroy();
    await Promise.allSettled(writers.map(({ done }) => done));
  }

  #sweep(): void {
    const oldest = this.#options.now() - keptIdle;
    for (const { id, touchedAt } of this.#uploads) {
      if (touchedAt < oldest && !this.#writers.has(id)) this.abort(id, { via: "bmc" });
    }
  }

  #touch(id: string): void {
    const upload = this.find(id);
    if (!upload) return;
    this.#expectRest(upload);
    const touchedAt = this.#options.now();
    this.#save(this.#uploads.map(each => (each.id === id ? { ...each, touchedAt } : each)));
  }

  #expectRest({ id, size }: ImageUpload): void {
    this.#options.imageLibrary.expect(id, size - this.received(id));
  }

  #file(id: string): string {
    return join(this.#options.folder, `${id}${partial}`);
  }

  #save(uploads: readonly ImageUpload[]): void {
    this.#uploads = uploads;
    this.#options.store.saveSetting(setting, uploads);
  }
}

/** A disk that is nearly full takes the beginning of what is written, and says so only the next time. */
async function writeWhole(handle: FileHandle, chunk: Buffer, position: number): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    const { bytesWritten } = await handle.write(chunk, at, chunk.length - at, position + at);
    at += bytesWritten;
  }
}
