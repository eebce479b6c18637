import { ByteRing } from "./byte-ring.ts";
import type { SerialChunk, SerialViewer } from "./serial-line.ts";

const historyCapacity = 1024 * 1024;

/** What a serial line has put out, kept and shared among all who look. */
export class SerialViewers {
  readonly #ring = new ByteRing(historyCapacity);
  readonly #viewers = new Set<SerialViewer>();

  get start(): number {
    return this.#ring.start;
  }

  get end(): number {
    return this.#ring.end;
  }

  get capacity(): number {
    return this.#ring.capacity;
  }

  history(offset: number): SerialChunk {
    return this.#ring.read(offset);
  }

  attach(viewer: SerialViewer): () => void {
    this.#viewers.add(viewer);
    return () => this.#viewers.delete(viewer);
  }

  /** What comes next stands at `offset`; nothing before it is kept. */
  beginAt(offset: number): void {
    this.#ring.restart(offset);
  }

  deliver(data: Buffer): void {
    const chunk = { offset: this.#ring.end, data };
    this.#ring.push(data);
    for (const viewer of this.#viewers) viewer.onData(chunk);
  }

  announce(connected: boolean): void {
    for (const viewer of this.#viewers) viewer.onLine?.(connected);
  }

  clear(): void {
    this.#viewers.clear();
  }
}
