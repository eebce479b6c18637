import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { MediaSlot, Origin } from "../events/events.ts";
import { MachineError } from "../machine/errors.ts";
import { BlockCache, type Fetch } from "./block-cache.ts";
import { MediaError } from "./errors.ts";
import { diskImage } from "./image-format.ts";
import { NbdServer } from "./nbd/server.ts";
import type { VirtualMedia } from "./virtual-media.ts";

/** Milliseconds until a machine that could not be reached is asked again to let go of a file. */
const retryInterval = 1000;
/** Milliseconds that a BMC which ends waits for the machine to let go. */
const partingBound = 3000;

/** Names of sockets that are used in turn: as short as those of QEMU's own. */
const mostSockets = 10;

/** A file on somebody's own computer. */
export interface LocalFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly fetch: Fetch;
}

export interface LocalMount {
  /** Settles when the file has left the slot, whoever took it out. */
  readonly left: Promise<void>;
  /** Takes it out. Every read that is under way fails at once. */
  readonly end: () => void;
}

export interface LocalFilesOptions {
  readonly virtualMedia: VirtualMedia;
  /** Where QEMU and the BMC meet. */
  readonly folder: string;
  /** What goes wrong when a file leaves whose owner is no longer there to be told. */
  readonly onError: (error: unknown) => void;
}

/**
 * Files that stay on somebody's own computer while the machine reads them as its media: blocks come when they are asked
 * for. The file is in its slot for as long as its owner is there.
 */
export class LocalFiles {
  readonly #options: LocalFilesOptions;
  readonly #mounts = new Set<LocalMount>();
  #last = 0;

  constructor(options: LocalFilesOptions) {
    this.#options = options;
  }

  /** @throws MediaError occupied | busy | notAnImage, MachineError, and what fetching throws */
  async mount(slot: MediaSlot, { name, size, fetch }: LocalFile, origin: Origin): Promise<LocalMount> {
    const { virtualMedia, folder, onError } = this.#options;
    virtualMedia.requireEmpty(slot);
    diskImage.requireWhole(await fetch(0, Math.min(size, diskImage.headLength)), size);
    const gate = new Gate(new BlockCache(size, fetch));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Neither a server nor a client that is about to go meets those of the next file.
    this.#last += 1;
    const socketPath = join(folder, `${slot}-${this.#last % mostSockets}.nbd`);
    const served = { name: `${slot}-${process.pid}-${this.#last}`, size };
    virtualMedia.requireEmpty(slot);
    const server = await NbdServer.listen({ socketPath, served, read: (...range) => gate.read(...range) });
    const left = Promise.withResolvers<void>();
    const medium = { name, writeProtected: true, nbd: { socket: socketPath, export: served.name } };
    try {
      await virtualMedia.serve(slot, { medium, stop: () => gate.close(), left: left.resolve }, origin);
    } catch (error) {
      await server.close();
      throw error;
    }
    const end = (): void => {
      if (gate.isClosed) return;
      gate.close();
      ejected(virtualMedia, slot, origin, left.promise).catch(onError);
    };
    const mount: LocalMount = { left: left.promise.finally(() => server.close()), end };
    this.#mounts.add(mount);
    void mount.left.then(() => this.#mounts.delete(mount));
    return mount;
  }

  /** Takes out all. A machine that cannot be reached meanwhile has a medium that cannot be read. */
  async close(): Promise<void> {
    const mounts = [...this.#mounts];
    for (const { end } of mounts) end();
    await Promise.race([
      Promise.all(mounts.map(({ left }) => left)),
      sleep(mounts.length > 0 ? partingBound : 0, undefined, { ref: false }),
    ]);
  }
}

/** A machine that cannot be reached now is asked again until it lets go. */
async function ejected(
  virtualMedia: VirtualMedia,
  slot: MediaSlot,
  origin: Origin,
  left: Promise<void>,
): Promise<void> {
  let hasLeft = false;
  void left.then(() => {
    hasLeft = true;
  });
  while (!hasLeft) {
    try {
      await virtualMedia.eject(slot, origin);
      return;
    } catch (error) {
      if (!(error instanceof MachineError)) throw error;
    }
    await sleep(retryInterval, undefined, { ref: false });
  }
}

/** Reads go through until it is closed; then those that wait fail, and so do all others. */
class Gate {
  readonly #cache: BlockCache;
  /** What makes each read that is under way fail. */
  readonly #underWay = new Set<(reason: MediaError) => void>();
  isClosed = false;

  constructor(cache: BlockCache) {
    this.#cache = cache;
  }

  async read(offset: number, length: number): Promise<Buffer> {
    if (this.isClosed) throw gone();
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    this.#underWay.add(reject);
    this.#cache.read(offset, length).then(resolve, reject);
    try {
      return await promise;
    } finally {
      this.#underWay.delete(reject);
    }
  }

  close(): void {
    this.isClosed = true;
    for (const reject of this.#underWay) reject(gone());
  }
}

const gone = (): MediaError => new MediaError("brokenOff", "The file is no longer there.");
