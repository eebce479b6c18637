import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { ByteRing } from "./byte-ring.ts";
import { alignment } from "./serial-alignment.ts";
import type { SerialChunk, SerialLine, SerialViewer } from "./serial-line.ts";
import type { SerialLog } from "./serial-log.ts";

const historyCapacity = 1024 * 1024;
const typedLimit = 64 * 1024;
const quietTime = 5;
const alignmentBound = 2000;

export interface SerialHubOptions {
  readonly socketPath: string;
  /** Absent for a QEMU that keeps none: then the history begins with the connection. */
  readonly log?: SerialLog;
  readonly sendBreak: () => Promise<void>;
}

/**
 * Owns QEMU's serial socket, which serves one client and stalls the guest when that client does not read,
 * and shares it among all who look. It always reads; what nobody heard is filled in from QEMU's log.
 */
export class SerialHub implements SerialLine {
  readonly #options: SerialHubOptions;
  readonly #ring = new ByteRing(historyCapacity);
  readonly #viewers = new Set<SerialViewer>();
  #socket: Socket | undefined;
  /** What came over a new socket before its place in the log was found. */
  #early: Buffer[] | undefined;
  /** Offset of the log's first byte: not 0 once somebody has cut the log. */
  #logOrigin = 0;

  constructor(options: SerialHubOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#socket !== undefined;
  }

  get start(): number {
    return this.#ring.start;
  }

  get end(): number {
    return this.#ring.end;
  }

  history(offset: number): SerialChunk {
    return this.#ring.read(offset);
  }

  attach(viewer: SerialViewer): () => void {
    this.#viewers.add(viewer);
    return () => this.#viewers.delete(viewer);
  }

  write(data: Uint8Array): boolean {
    if (!this.#socket || this.#socket.writableLength + data.length > typedLimit) return false;
    this.#socket.write(data);
    return true;
  }

  sendBreak(): Promise<void> {
    return this.#options.sendBreak();
  }

  /** Reads what earlier runs left, so that there is a history before the machine is switched on. */
  async open(): Promise<void> {
    await this.#fillUpTo(await this.#logEnd());
  }

  /** @throws the socket's error when nobody listens there */
  async connect(): Promise<void> {
    this.#drop();
    const logEnd = await this.#logEnd();
    const socket = await connected(this.#options.socketPath);
    this.#early = [];
    this.#socket = socket;
    socket.on("data", (data: Buffer) => this.#onData(data));
    socket.on("error", () => {
      // Always followed by close, which says all that matters: the line is gone.
    });
    socket.on("close", () => this.#onClose(socket));
    await this.#align(socket, logEnd);
    this.#announce();
  }

  close(): void {
    this.#drop();
    this.#viewers.clear();
  }

  #onData(data: Buffer): void {
    if (this.#early) this.#early.push(data);
    else this.#deliver(data);
  }

  #deliver(data: Buffer): void {
    const chunk = { offset: this.#ring.end, data };
    this.#ring.push(data);
    for (const viewer of this.#viewers) viewer.onData(chunk);
  }

  #onClose(socket: Socket): void {
    if (this.#socket !== socket) return;
    this.#flushEarly();
    this.#socket = undefined;
    this.#announce();
  }

  #announce(): void {
    for (const viewer of this.#viewers) viewer.onLine?.(this.connected);
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.destroy();
    this.#early = undefined;
  }

  /** Finds the new socket's place in the log and fills in what stands before it. */
  async #align(socket: Socket, logEnd: number): Promise<void> {
    const { log } = this.#options;
    const deadline = performance.now() + alignmentBound;
    while (log && this.#socket === socket && this.#early) {
      const before = await this.#look(logEnd);
      await sleep(quietTime);
      const view = await this.#look(logEnd);
      const quiet = view.log.length === before.log.length && view.received.length === before.received.length;
      const overdue = performance.now() > deadline;
      const place = alignment({ ...view, logStart: logEnd, quiet: quiet || overdue });
      if (place === undefined) continue;
      await this.#fillUpTo(place);
      break;
    }
    this.#flushEarly();
  }

  async #look(logEnd: number): Promise<{ log: Buffer; received: Buffer }> {
    const log = await this.#readLog(logEnd, await this.#logEnd());
    return { log, received: Buffer.concat(this.#early ?? []) };
  }

  #flushEarly(): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const data of early) this.#deliver(data);
  }

  async #fillUpTo(end: number): Promise<void> {
    const from = Math.max(this.#ring.end, end - this.#ring.capacity);
    if (from > this.#ring.end) this.#ring.restart(from);
    const missed = await this.#readLog(from, end);
    if (missed.length > 0) this.#deliver(missed);
  }

  async #logEnd(): Promise<number> {
    const size = (await this.#options.log?.size()) ?? 0;
    // A log shorter than what was heard has been cut; offsets go on all the same.
    if (this.#logOrigin + size < this.#ring.end) this.#logOrigin = this.#ring.end - size;
    return this.#logOrigin + size;
  }

  async #readLog(from: number, to: number): Promise<Buffer> {
    const { log } = this.#options;
    return log ? log.read(from - this.#logOrigin, to - this.#logOrigin) : Buffer.alloc(0);
  }
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}
