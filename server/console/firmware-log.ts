import {
  closeSync,
  constants,
  type FSWatcher,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  watch,
} from "node:fs";
import { dirname } from "node:path";

const readSize = 64 * 1024;
/** Milliseconds between two looks at a log that grows: QEMU writes each byte of the firmware by itself. */
const lookInterval = 20;
/** The same where the system has no watch to give, as when other processes hold all that a user may have. */
const pollInterval = 100;
const linesKept = 4000;
const longestLine = 1000;

export interface FirmwareLine {
  /** Counts the lines of this start of the hypervisor, from 1. */
  readonly number: number;
  readonly text: string;
  /** Milliseconds since the epoch when it was read; of a line that no BMC saw come, when the log was last written to. */
  readonly at: number;
  /** Whether it was read as it came. */
  readonly live: boolean;
}

export interface FirmwareLogReader {
  onLine(line: FirmwareLine): void;
  /** A new hypervisor process begins the log anew. */
  onBegin?(): void;
}

/**
 * What the firmware writes to its debug port, line by line, followed in the file to which QEMU writes it. SeaBIOS tells
 * there all of its POST at every reset; builds of OVMF for release say nothing there.
 */
export class FirmwareLog {
  readonly #file: string;
  readonly #now: () => number;
  readonly #readers = new Set<FirmwareLogReader>();
  readonly #buffer = Buffer.alloc(readSize);
  readonly #lines: FirmwareLine[] = [];
  #fd: number | undefined;
  /** Place in the file of the next byte to read. */
  #position = 0;
  #rest = "";
  #count = 0;
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param now milliseconds since the epoch */
  constructor(file: string, now: () => number) {
    this.#file = file;
    this.#now = now;
  }

  /** The last lines of the present, or last, start of the hypervisor. */
  get lines(): readonly FirmwareLine[] {
    return this.#lines;
  }

  /** @returns what ends it */
  attach(reader: FirmwareLogReader): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  /** Reads what earlier runs left and listens from then on. */
  open(): void {
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    this.#fd = openSync(this.#file, constants.O_RDWR | constants.O_CREAT, 0o600);
    const written = fstatSync(this.#fd).mtimeMs;
    this.#look({ at: written, live: false });
    try {
      this.#watcher = watch(this.#file, () => this.#onChange());
      this.#watcher.on("error", () => this.#poll());
    } catch {
      this.#poll();
    }
  }

  /** Before a hypervisor is started: what the last one said is over. */
  begin(): void {
    if (this.#fd === undefined) return;
    ftruncateSync(this.#fd);
    this.#startOver();
  }

  close(): void {
    this.#watcher?.close();
    clearTimeout(this.#timer);
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }

  #startOver(): void {
    this.#position = 0;
    this.#rest = "";
    this.#count = 0;
    this.#lines.length = 0;
    for (const reader of this.#readers) reader.onBegin?.();
  }

  /** The first change is read at once; while more come, they are gathered for a moment. */
  #onChange(): void {
    if (this.#timer || this.#fd === undefined) return;
    this.#lookNow();
    this.#lookAgain();
  }

  #lookAgain(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#lookNow()) this.#lookAgain();
    }, lookInterval).unref();
  }

  #poll(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    if (this.#fd === undefined) return;
    this.#lookNow();
    this.#timer = setTimeout(() => this.#poll(), pollInterval).unref();
  }

  #lookNow(): boolean {
    return this.#look({ at: this.#now(), live: true });
  }

  /** @returns whether there was anything new */
  #look(seen: Pick<FirmwareLine, "at" | "live">): boolean {
    if (this.#fd === undefined) return false;
    if (fstatSync(this.#fd).size < this.#position) this.#startOver();
    let length = readSize;
    const before = this.#position;
    while (length === readSize) {
      length = readSync(this.#fd, this.#buffer, 0, readSize, this.#position);
      this.#position += length;
      this.#take(this.#buffer.toString("latin1", 0, length), seen);
    }
    return this.#position > before;
  }

  #take(text: string, seen: Pick<FirmwareLine, "at" | "live">): void {
    const lines = (this.#rest + text).split(/\r?\n/);
    this.#rest = (lines.pop() ?? "").slice(0, longestLine);
    for (const line of lines)
      this.#deliver({ number: ++this.#count, text: line.slice(0, longestLine), ...seen });
  }

  #deliver(line: FirmwareLine): void {
    this.#lines.push(line);
    if (this.#lines.length > linesKept) this.#lines.shift();
    for (const reader of this.#readers) reader.onLine(line);
  }
}
