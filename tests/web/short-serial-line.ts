import type { SerialChunk, SerialViewer } from "../../server/console/serial-line.ts";
import { FakeSerialLine } from "../support/fake-serial-line.ts";

/** A fake line that can forget what is long ago and lose its machine. */
export class ShortSerialLine extends FakeSerialLine {
  readonly #lookers = new Set<SerialViewer>();
  #start = 0;

  override get start(): number {
    return this.#start;
  }

  override history(offset: number): SerialChunk {
    return super.history(Math.max(offset, this.#start));
  }

  override attach(viewer: SerialViewer): () => void {
    this.#lookers.add(viewer);
    const detach = super.attach(viewer);
    return () => {
      this.#lookers.delete(viewer);
      detach();
    };
  }

  /** @param kept bytes that are still there for a replay */
  forget(kept: number): void {
    this.#start = Math.max(this.#start, this.end - kept);
  }

  hangUp(): void {
    this.connected = false;
    for (const viewer of this.#lookers) viewer.onLine?.(false);
  }
}
