import { closeSync, constants, type FSWatcher, fstatSync, openSync, readSync, watch } from "node:fs";
import { open } from "node:fs/promises";
import { Socket } from "node:net";
import { SharedSerialLine, type SharedSerialLineOptions } from "./shared-serial-line.ts";

const readSize = 64 * 1024;
/** Milliseconds between two looks at a record that grows: each byte of the guest is a write of its own. */
const lookInterval = 2;
/** The same where the system has no watch to give, as when other processes hold all that a user may have. */
const pollInterval = 20;

export interface RecordedSerialOptions extends SharedSerialLineOptions {
  /** File to which QEMU appends all that the line puts out. */
  readonly record: string;
  /** FIFO from which QEMU reads what is typed. */
  readonly input: string;
  /** Bytes at the record's end that nobody takes away. */
  readonly recordKept: number;
}

/**
 * The serial line of a QEMU that writes it to a file. The file is the one record, exact whether or not a
 * BMC runs, and its offsets are the line's. (Over a socket QEMU writes a byte twice into its log whenever
 * the reader lags by some 300 bytes, stalls the guest when nobody reads, and what is under way to a BMC
 * that dies is lost.)
 */
export class RecordedSerial extends SharedSerialLine {
  readonly #options: RecordedSerialOptions;
  readonly #buffer = Buffer.alloc(readSize);
  #record: number | undefined;
  /** Place in the file of the next byte to read. */
  #position = 0;
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RecordedSerialOptions) {
    super(options);
    this.#options = options;
  }

  /** Reads what earlier runs left and listens from then on, whoever writes. */
  open(): void {
    const { record } = this.#options;
    this.#record = openSync(record, constants.O_RDONLY | constants.O_CREAT, 0o600);
    const { size, mtimeMs } = fstatSync(this.#record);
    this.#position = this.beginBefore(size);
    this.times.resume(size, mtimeMs);
    this.#take(data => this.recall(data));
    try {
      this.#watcher = watch(record, () => this.#onChange());
      this.#watcher.on("error", () => this.#poll());
    } catch {
      this.#poll();
    }
  }

  /** The guest is there: what is typed reaches it from now on. @throws the system's error when no QEMU reads the FIFO */
  connect(): void {
    this.dropInput();
    const fd = openSync(this.#options.input, constants.O_WRONLY | constants.O_NONBLOCK);
    const input = new Socket({ fd, readable: false, writable: true });
    // A guest that ended meanwhile: disconnect follows, and what was typed had nobody to read it.
    input.on("error", () => input.destroy());
    this.connectInput(input);
  }

  /** The guest is gone; its last words come before the news of that. */
  disconnect(): void {
    if (!this.connected) return;
    this.#look();
    this.disconnectInput();
  }

  override get recordStart(): number {
    return Math.max(0, this.end - Math.min(this.#position, this.#options.recordKept));
  }

  override async *record(from: number, to: number): AsyncIterable<Buffer> {
    // A record that somebody has cut has its bytes at other places than the line.
    const shift = this.end - this.#position;
    const end = Math.min(to, this.end) - shift;
    const file = await open(this.#options.record);
    try {
      let position = Math.max(from, this.recordStart) - shift;
      while (position < end) {
        const buffer = Buffer.allocUnsafe(Math.min(readSize, end - position));
        const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
        if (bytesRead === 0) return;
        position += bytesRead;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  }

  override close(): void {
    super.close();
    this.#watcher?.close();
    clearTimeout(this.#timer);
    if (this.#record !== undefined) closeSync(this.#record);
    this.#record = undefined;
  }

  /** The first change is read at once; while more come, they are gathered for a moment. */
  #onChange(): void {
    if (this.#timer || this.#record === undefined) return;
    this.#look();
    this.#lookAgain();
  }

  #lookAgain(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#look()) this.#lookAgain();
    }, lookInterval);
  }

  #poll(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
    if (this.#record === undefined) return;
    this.#look();
    this.#timer = setTimeout(() => this.#poll(), pollInterval).unref();
  }

  /** @returns whether there was anything new */
  #look(): boolean {
    return this.#take(data => this.deliver(data));
  }

  #take(onData: (data: Buffer) => void): boolean {
    if (this.#record === undefined) return false;
    // A record that somebody has cut goes on from its new end.
    this.#position = Math.min(this.#position, fstatSync(this.#record).size);
    const length = readSync(this.#record, this.#buffer, 0, readSize, this.#position);
    if (length === 0) return false;
    this.#position += length;
    onData(Buffer.from(this.#buffer.subarray(0, length)));
    if (length === readSize) this.#take(onData);
    return true;
  }
}
