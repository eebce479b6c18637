/** Bytes of what is fetched and kept at once. */
const blockSize = 256 * 1024;
/** Blocks that are kept: 32 MiB. */
const capacity = 128;
/** Blocks that are fetched at the same time, and that are fetched ahead of who reads one after the other. */
const mostUnderWay = 16;
const furthestAhead = 12;

export type Fetch = (offset: number, length: number) => Promise<Buffer>;

/**
 * Reads of any size, from far away, made of blocks. What is read one after the other is fetched ahead, the further the
 * longer that goes on.
 */
export class BlockCache {
  readonly #size: number;
  readonly #fetch: Fetch;
  /** By number, the one that was used last at the end. */
  readonly #blocks = new Map<number, Promise<Buffer>>();
  #underWay = 0;
  readonly #waiting: (() => void)[] = [];
  /** The block that follows the last read, and how far ahead to fetch from there. */
  #next = 0;
  #ahead = 1;

  /** @param size bytes in all */
  constructor(size: number, fetch: Fetch) {
    this.#size = size;
    this.#fetch = fetch;
  }

  /** @throws what fetching throws */
  async read(offset: number, length: number): Promise<Buffer> {
    const first = Math.floor(offset / blockSize);
    const last = Math.floor((offset + length - 1) / blockSize);
    const numbers = Array.from({ length: last - first + 1 }, (_, n) => first + n);
    const blocks = Promise.all(numbers.map(number => this.#block(number)));
    this.#fetchAhead(first, last);
    const bytes = await blocks;
    const start = offset - first * blockSize;
    const [only] = bytes;
    return only && bytes.length === 1
      ? only.subarray(start, start + length)
      : Buffer.concat(bytes).subarray(start, start + length);
  }

  #fetchAhead(first: number, last: number): void {
    const isSequential = first === this.#next || first === this.#next - 1;
    this.#ahead = isSequential ? Math.min(this.#ahead * 2, furthestAhead) : 1;
    this.#next = last + 1;
    if (!isSequential) return;
    for (let number = last + 1; number <= last + this.#ahead; number++) {
      if (number * blockSize >= this.#size || this.#underWay >= mostUnderWay) return;
      if (!this.#blocks.has(number)) void this.#block(number);
    }
  }

  #block(number: number): Promise<Buffer> {
    const known = this.#blocks.get(number);
    const block = known ?? this.#fetched(number);
    this.#blocks.delete(number);
    this.#blocks.set(number, block);
    if (known) return known;
    // One that could not be had may be had the next time.
    block.catch(() => {
      if (this.#blocks.get(number) === block) this.#blocks.delete(number);
    });
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size > capacity && oldest !== undefined) this.#blocks.delete(oldest);
    return block;
  }

  async #fetched(number: number): Promise<Buffer> {
    if (this.#underWay >= mostUnderWay) await new Promise<void>(resolve => this.#waiting.push(resolve));
    else this.#underWay += 1;
    const offset = number * blockSize;
    try {
      return await this.#fetch(offset, Math.min(blockSize, this.#size - offset));
    } finally {
      // Who waits takes the place of who has gone.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#underWay -= 1;
    }
  }
}
