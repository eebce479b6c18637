/** The last bytes of an endless stream, addressed by their offset in the stream. */
export class ByteRing {
  readonly #bytes: Buffer;
  #end: number;
  #length = 0;

  /** @param end offset of the first byte that will be pushed */
  constructor(capacity: number, end = 0) {
    this.#bytes = Buffer.alloc(capacity);
    this.#end = end;
  }

  get capacity(): number {
    return this.#bytes.length;
  }

  get start(): number {
    return this.#end - this.#length;
  }

  get end(): number {
    return this.#end;
  }

  push(data: Uint8Array): void {
    const { length: capacity } = this.#bytes;
    const kept = data.subarray(Math.max(0, data.length - capacity));
    const at = (this.#end + data.length - kept.length) % capacity;
    const first = Math.min(kept.length, capacity - at);
    this.#bytes.set(kept.subarray(0, first), at);
    this.#bytes.set(kept.subarray(first), 0);
    this.#end += data.length;
    this.#length = Math.min(this.#length + data.length, capacity);
  }

  /** A copy of what is kept from `offset` on. */
  read(offset: number): { offset: number; data: Buffer } {
    const from = Math.min(Math.max(offset, this.start), this.#end);
    const data = Buffer.allocUnsafe(this.#end - from);
    const at = from % this.#bytes.length;
    const copied = this.#bytes.copy(data, 0, at, Math.min(at + data.length, this.#bytes.length));
    this.#bytes.copy(data, copied, 0, data.length - copied);
    return { offset: from, data };
  }

  /** Forgets everything; the next byte has this offset. */
  restart(end: number): void {
    this.#end = end;
    this.#length = 0;
  }
}
