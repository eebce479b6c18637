import type { Socket } from "node:net";
import { ByteRing } from "./byte-ring.ts";
import { type ReplayPoint, ReplayPoints } from "./replay-points.ts";
import type { SerialChunk, SerialLine, SerialViewer } from "./serial-line.ts";
import { type KeptMarks, SerialTimes } from "./serial-times.ts";

const historyCapacity = 1024 * 1024;
const typedLimit = 64 * 1024;

export interface SharedSerialLineOptions {
  readonly sendBreak: () => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Where it is written down when the bytes came, for a line whose bytes outlive the process. */
  readonly keptMarks?: KeptMarks;
}

/** What serial lines have in common, wherever their bytes come from: one history, many viewers, one way in. */
export abstract class SharedSerialLine implements SerialLine {
  readonly times: SerialTimes;
  readonly #sendBreak: () => Promise<void>;
  readonly #ring = new ByteRing(historyCapacity);
  readonly #replayPoints = new ReplayPoints();
  readonly #viewers = new Set<SerialViewer>();
  #accepted = 0;
  /** Takes what is typed, while the machine is there. */
  #input: Socket | undefined;

  constructor({ sendBreak, now, keptMarks }: SharedSerialLineOptions) {
    this.#sendBreak = sendBreak;
    this.times = new SerialTimes(now, keptMarks);
  }

  get connected(): boolean {
    return this.#input !== undefined;
  }

  get start(): number {
    return this.#ring.start;
  }

  get end(): number {
    return this.#ring.end;
  }

  get accepted(): number {
    return this.#accepted;
  }

  history(offset: number): SerialChunk {
    return this.#ring.read(offset);
  }

  replayPoint(offset: number): ReplayPoint {
    return this.#replayPoints.after(Math.max(offset, this.start));
  }

  get recordStart(): number {
    return this.start;
  }

  async *record(from: number, to: number): AsyncIterable<Buffer> {
    const { offset, data } = this.history(from);
    yield data.subarray(0, Math.max(0, to - offset));
  }

  attach(viewer: SerialViewer): () => void {
    this.#viewers.add(viewer);
    return () => this.#viewers.delete(viewer);
  }

  write(data: Uint8Array): boolean {
    if (!this.#input || this.#input.writableLength + data.length > typedLimit) return false;
    this.#input.write(data);
    this.#accepted += data.length;
    return true;
  }

  /** What is typed after the break waits for it. @throws MachineError */
  async sendBreak(): Promise<void> {
    const input = this.#input;
    input?.cork();
    try {
      await this.#sendBreak();
    } finally {
      input?.uncork();
    }
  }

  close(): void {
    this.dropInput();
    this.#viewers.clear();
    this.times.keep();
  }

  /** The next byte stands at `end` or, where less than that is to be kept, as much before it as is kept. */
  protected beginBefore(end: number): number {
    const start = Math.max(0, end - historyCapacity);
    this.#ring.restart(start);
    this.#replayPoints.restart(start);
    return start;
  }

  /** Takes up what is there already, of which `times` knows on its own. */
  protected recall(data: Buffer): void {
    this.#ring.push(data);
    this.#replayPoints.push(data, this.#ring.start);
  }

  protected deliver(data: Buffer): void {
    const chunk = { offset: this.#ring.end, data };
    this.recall(data);
    this.times.heard(this.#ring.end);
    for (const viewer of this.#viewers) viewer.onData(chunk);
  }

  protected connectInput(input: Socket): void {
    this.dropInput();
    this.#input = input;
    this.#announce();
  }

  protected disconnectInput(): void {
    this.dropInput();
    this.#announce();
  }

  protected dropInput(): void {
    const input = this.#input;
    this.#input = undefined;
    input?.destroy();
  }

  protected isInput(socket: Socket): boolean {
    return this.#input === socket;
  }

  #announce(): void {
    for (const viewer of this.#viewers) viewer.onLine?.(this.connected);
  }
}
