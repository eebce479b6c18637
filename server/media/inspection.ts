import { createHash } from "node:crypto";

/** What a file must be to be taken in. */
export interface Kind {
  /** Bytes. */
  readonly largest: number;
  /** Bytes from the beginning that tell what a file is. */
  readonly headLength: number;
  /** Refuses what is certainly of another kind, so that it need not come to its end. @throws MediaError */
  readonly requireHead: (head: Buffer) => void;
  /** The same once all is there. @throws MediaError */
  readonly requireWhole: (head: Buffer, size: number) => void;
}

export interface Received {
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Looks at a file's bytes on their way: how many there are, whether they can be what they are to be, their checksum. */
export class Inspection {
  readonly #kind: Kind;
  readonly #hash = createHash("sha256");
  #head: Buffer = Buffer.alloc(0);
  #size = 0;

  constructor(kind: Kind) {
    this.#kind = kind;
  }

  /** Bytes so far. */
  get size(): number {
    return this.#size;
  }

  /** @throws MediaError when what has come is certainly of another kind */
  take(chunk: Buffer): void {
    const { headLength, requireHead } = this.#kind;
    const missing = headLength - this.#head.length;
    this.#hash.update(chunk);
    this.#size += chunk.length;
    if (missing <= 0) return;
    this.#head = Buffer.concat([this.#head, chunk.subarray(0, missing)]);
    if (this.#head.length === headLength) requireHead(this.#head);
  }

  /** Nothing more comes. @throws MediaError when the whole is of another kind */
  finish(): Received {
    this.#kind.requireWhole(this.#head, this.#size);
    return { size: this.#size, sha256: this.#hash.digest("hex") };
  }
}
