import { type ReplayPoint, ReplayPoints } from "../../server/console/replay-points.ts";
import type { SerialChunk, SerialLine, SerialViewer } from "../../server/console/serial-line.ts";
import { SerialTimes } from "../../server/console/serial-times.ts";

/** A serial line whose guest is the test: `print` is the guest's output, `typed` what viewers wrote. */
export class FakeSerialLine implements SerialLine {
  connected = true;
  typed = "";
  breaks = 0;
  /** What `times` takes for the time of what is printed: milliseconds since the epoch. */
  now = 0;
  readonly times = new SerialTimes(() => this.now);
  readonly #replayPoints = new ReplayPoints();
  #record = Buffer.alloc(0);
  readonly #viewers = new Set<SerialViewer>();

  get accepted(): number {
    return this.typed.length;
  }

  get start(): number {
    return 0;
  }

  get end(): number {
    return this.#record.length;
  }

  history(offset: number): SerialChunk {
    return { offset, data: this.#record.subarray(offset) };
  }

  replayPoint(offset: number): ReplayPoint {
    return this.#replayPoints.after(Math.max(offset, this.start));
  }

  get recordStart(): number {
    return 0;
  }

  async *record(from: number, to: number): AsyncIterable<Buffer> {
    yield this.#record.subarray(from, to);
  }

  attach(viewer: SerialViewer): () => void {
    this.#viewers.add(viewer);
    return () => this.#viewers.delete(viewer);
  }

  write(data: Uint8Array): boolean {
    this.typed += Buffer.from(data).toString("latin1");
    return this.connected;
  }

  async sendBreak(): Promise<void> {
    this.breaks += 1;
  }

  print(text: string): void {
    const chunk = { offset: this.end, data: Buffer.from(text, "latin1") };
    this.#record = Buffer.concat([this.#record, chunk.data]);
    this.#replayPoints.push(chunk.data, this.start);
    this.times.heard(this.end);
    for (const viewer of this.#viewers) viewer.onData(chunk);
  }
}
