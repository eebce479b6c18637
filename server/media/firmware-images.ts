import { createHash, randomUUID } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { open, readFile, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { EventBus } from "../events/bus.ts";
import type { Origin } from "../events/events.ts";
import { MachineError } from "../machine/errors.ts";
import type { Store } from "../store/store.ts";
import { MediaError } from "./errors.ts";
import { firmwareFile, requireFirmware } from "./firmware-volume.ts";
import { incomingTransfer, openTransfer } from "./http-source.ts";
import type { Received } from "./inspection.ts";
import { type Incoming, receive } from "./receive.ts";
import { hasScheme, nameOf, protocolOf, type Source, sourceOf, type TransferProtocol } from "./source.ts";
import { incomingUpload, type Upload } from "./upload.ts";

const fileName = "code.fd";
const partial = ".part";
const setting = "firmware";

/** A code file of UEFI firmware. */
export interface FirmwareImage extends Received {
  /** What a person knows it by. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly storedAt: number;
}

/** Where a code file is fetched from. */
export interface WantedFirmware {
  /** Without a protocol, and none named beside it, it comes by HTTP. */
  readonly uri: string;
  readonly protocol?: TransferProtocol | undefined;
  readonly userName?: string | undefined;
  readonly password?: string | undefined;
}

/** How far an update is. */
interface UpdateWatcher {
  readonly signal: AbortSignal;
  /** Percent of the transfer. */
  readonly onProgress: (percent: number) => void;
  /** All of it is here and is looked at. */
  readonly onVerifying: () => void;
}

/** An update that has not begun yet. */
export interface FirmwareUpdate {
  /** What a person knows the new image by. */
  readonly name: string;
  /** Settles when the image is in its place. @throws MediaError; the firmware is then as it was */
  readonly run: (watcher: UpdateWatcher) => Promise<void>;
}

export interface FirmwareImagesOptions {
  /** Where the image that replaces the installed one lies, as `code.fd`. */
  readonly folder: string;
  readonly store: Store;
  readonly events: EventBus;
  /** What the firmware is called, whoever has built it. */
  readonly softwareId: string;
  /** The installed code file; undefined where there is none. */
  readonly installed: string | undefined;
  /**
   * Whether the machine can start with this code file; undefined where there is no other than the installed one.
   * @throws MachineError
   */
  readonly requireUsable: ((codeFile: string) => Promise<unknown>) | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface FirmwareRecord {
  readonly replacement: FirmwareImage | null;
  readonly verifyCertificate: boolean;
}

/** The UEFI firmware of the machine: the installed one, and what takes its place from the next cold start on. */
export class FirmwareImages {
  readonly softwareId: string;
  /** The installed one; undefined where there is none. */
  readonly installed: FirmwareImage | undefined;
  readonly #requireUsable: FirmwareImagesOptions["requireUsable"];
  readonly #folder: string;
  readonly #store: Store;
  readonly #events: EventBus;
  readonly #now: () => number;
  #record: FirmwareRecord;
  #updating = false;

  private constructor(
    { softwareId, folder, store, events, requireUsable, now }: FirmwareImagesOptions,
    installed: FirmwareImage | undefined,
    record: FirmwareRecord,
  ) {
    this.softwareId = softwareId;
    this.installed = installed;
    this.#requireUsable = requireUsable;
    this.#folder = folder;
    this.#store = store;
    this.#events = events;
    this.#now = now;
    this.#record = record;
  }

  /** What is in the folder counts, whatever was known of it; what transfers that a restart broke off have left goes. */
  static async open(options: FirmwareImagesOptions): Promise<FirmwareImages> {
    const { folder, store } = options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) if (name.endsWith(partial)) rmSync(join(folder, name));
    const known = store.setting<FirmwareRecord>(setting);
    const present = await imageIn(join(folder, fileName));
    const isKnown = present && present.sha256 === known?.replacement?.sha256;
    const replacement = (isKnown ? known.replacement : present) ?? null;
    const record = { replacement, verifyCertificate: known?.verifyCertificate ?? true };
    const installed = options.installed === undefined ? undefined : await imageIn(options.installed);
    return new FirmwareImages(options, installed, record);
  }

  get updatable(): boolean {
    return this.#requireUsable !== undefined;
  }

  /** What takes the place of the installed one; undefined while nothing does. */
  get replacement(): FirmwareImage | undefined {
    return this.#record.replacement ?? undefined;
  }

  /** Whether servers that firmware is fetched from need a certificate that can be trusted. */
  get verifiesCertificate(): boolean {
    return this.#record.verifyCertificate;
  }

  setVerifyCertificate(verifyCertificate: boolean): void {
    this.#save({ verifyCertificate });
  }

  /** @throws MediaError badUri | busy, MachineError notSupported */
  fetch({ uri, protocol = "HTTP", userName, password }: WantedFirmware, origin: Origin): FirmwareUpdate {
    const own = hasScheme(uri.trim()) ? undefined : protocol;
    const { verifyCertificate } = this.#record;
    const source = sourceOf({ image: uri, protocol: own, userName, password, verifyCertificate });
    protocolOf(source.url);
    return this.#update(nameOf(source.url), origin, signal => fetched(source, signal));
  }

  /** Takes what a client sends. @throws MediaError busy, MachineError notSupported */
  upload(upload: Upload, origin: Origin): FirmwareUpdate {
    return this.#update(upload.name, origin, async () => incomingUpload(upload));
  }

  #update(name: string, origin: Origin, begin: (signal: AbortSignal) => Promise<Incoming>): FirmwareUpdate {
    const requireUsable = this.#requireUsable;
    if (!requireUsable) {
      throw new MachineError(
        "notSupported",
        "This machine takes no other firmware than the one that is installed.",
      );
    }
    this.#requireTurn();
    const run = async (watcher: UpdateWatcher): Promise<void> => {
      this.#requireTurn();
      this.#updating = true;
      const file = join(this.#folder, `${randomUUID()}${partial}`);
      try {
        const incoming = await begin(watcher.signal);
        const received = await receive(incoming, file, firmwareFile, watcher.signal, watcher.onProgress);
        watcher.onVerifying();
        requireFirmware(await readFile(file));
        await requireUsable(file).catch(error => {
          throw asMediaError(error, file, name);
        });
        await this.#put(file);
        this.#save({ replacement: { name, ...received, storedAt: this.#now() } });
      } finally {
        this.#updating = false;
        await rm(file, { force: true });
      }
      this.#events.emit("firmwareChanged", { change: "replaced", name, origin });
    };
    return { name, run };
  }

  #requireTurn(): void {
    if (this.#updating) throw new MediaError("busy", "Firmware is on its way already.");
  }

  /** Whole or not at all, whenever the host goes down. */
  async #put(file: string): Promise<void> {
    const handle = await open(file);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(file, join(this.#folder, fileName));
  }

  /** The installed firmware is back from the next cold start on. @throws MediaError busy */
  async remove(origin: Origin): Promise<void> {
    this.#requireTurn();
    const { replacement } = this;
    if (!replacement) return;
    await rm(join(this.#folder, fileName), { force: true });
    this.#save({ replacement: null });
    this.#events.emit("firmwareChanged", { change: "removed", name: replacement.name, origin });
  }

  #save(change: Partial<FirmwareRecord>): void {
    this.#record = { ...this.#record, ...change };
    this.#store.saveSetting(setting, this.#record);
  }
}

async function fetched(source: Source, signal: AbortSignal): Promise<Incoming> {
  const transfer = await openTransfer(source, {}, signal);
  if (!transfer) throw new Error("A server answered 304 to a request without conditions.");
  return incomingTransfer(transfer, source.url);
}

/** What keeps a machine from starting with this file is the file's fault. */
function asMediaError(error: unknown, file: string, name: string): unknown {
  if (!(error instanceof MachineError)) return error;
  return new MediaError("notFirmware", error.message.replaceAll(file, name), { cause: error });
}

/** @returns undefined when there is no such file */
async function imageIn(file: string): Promise<FirmwareImage | undefined> {
  if (!existsSync(file)) return undefined;
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  const { size, mtimeMs } = statSync(file);
  return { name: basename(file), size, sha256: hash.digest("hex"), storedAt: mtimeMs };
}
