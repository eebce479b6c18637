import {
  type Cipheriv,
  createCipheriv,
  createDecipheriv,
  type Decipheriv,
  type KeyObject,
} from "node:crypto";
import type { ConfidentialityAlgorithm } from "./cipher-suites.ts";

/**
 * AES-CBC payloads (IPMI 2.0 §13.29): initialisation vector, then the encrypted payload with its pad 01h,
 * 02h, 03h, … and the pad's length, which fill the last block.
 *
 * Making a cipher costs more than what it does to a packet, so one serves all packets of a session. It goes
 * on where it was and XORs a packet's first block with the last block before it; XORing that in once more
 * takes it out again and leaves the packet's own initialisation vector in its place.
 */
export class PayloadCipher {
  readonly #blockLength: number;
  readonly #cipher: Cipheriv;
  readonly #decipher: Decipheriv;
  /** The last encrypted blocks that went through. */
  readonly #sent: Buffer;
  readonly #received: Buffer;

  constructor({ cipher, blockLength }: ConfidentialityAlgorithm, key: KeyObject) {
    this.#blockLength = blockLength;
    this.#sent = Buffer.alloc(blockLength);
    this.#received = Buffer.alloc(blockLength);
    this.#cipher = createCipheriv(cipher, key, this.#sent).setAutoPadding(false);
    this.#decipher = createDecipheriv(cipher, key, this.#received).setAutoPadding(false);
  }

  /** @param iv one block of random bytes, never used before */
  encrypt(payload: Buffer, iv: Buffer): Buffer {
    const length = this.#blockLength;
    const padLength = length - 1 - (payload.length % length);
    const padded = Buffer.allocUnsafe(payload.length + padLength + 1);
    payload.copy(padded);
    for (let pad = 0; pad < padLength; pad += 1) padded[payload.length + pad] = pad + 1;
    padded[padded.length - 1] = padLength;
    exchange(padded, this.#sent, iv);
    const encrypted = this.#cipher.update(padded);
    encrypted.copy(this.#sent, 0, encrypted.length - length);
    return Buffer.concat([iv, encrypted]);
  }

  /** @returns nothing when the bytes are no encrypted payload */
  decrypt(data: Buffer): Buffer | undefined {
    const length = this.#blockLength;
    if (data.length < 2 * length || data.length % length !== 0) return undefined;
    const padded = this.#decipher.update(data.subarray(length));
    exchange(padded, this.#received, data);
    data.copy(this.#received, 0, data.length - length);
    const padLength = padded[padded.length - 1] as number;
    const end = padded.length - 1 - padLength;
    if (padLength >= length) return undefined;
    for (let pad = 0; pad < padLength; pad += 1) if (padded[end + pad] !== pad + 1) return undefined;
    return padded.subarray(0, end);
  }
}

/** Takes one block out of the XOR sum in the first block of `data` and puts the first of `added` in. */
function exchange(data: Buffer, taken: Buffer, added: Buffer): void {
  for (let index = 0; index < taken.length; index += 1) {
    data[index] = (data[index] as number) ^ (taken[index] as number) ^ (added[index] as number);
  }
}
