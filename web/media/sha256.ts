/** Words of FIPS 180-4 §4.2.2: the first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
const constants = new Uint32Array(64);
/** §5.3.3: the same of the square roots of the first eight. */
const initial = new Uint32Array(8);

const fraction = (value: number): number => ((value - Math.floor(value)) * 2 ** 32) >>> 0;
for (let candidate = 2, found = 0; found < 64; candidate++) {
  const isPrime = (n: number): boolean => {
    for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return false;
    return true;
  };
  if (!isPrime(candidate)) continue;
  constants[found] = fraction(Math.cbrt(candidate));
  if (found < 8) initial[found] = fraction(Math.sqrt(candidate));
  found += 1;
}

const blockLength = 64;

/** SHA-256 of what comes piece by piece, which the browser's own cannot do. */
export class Sha256 {
  readonly #state = initial.slice();
  readonly #schedule = new Int32Array(64);
  readonly #rest = new Uint8Array(blockLength);
  #restLength = 0;
  #length = 0;

  update(bytes: Uint8Array): void {
    this.#length += bytes.length;
    let from = 0;
    if (this.#restLength > 0) {
      from = Math.min(blockLength - this.#restLength, bytes.length);
      this.#rest.set(bytes.subarray(0, from), this.#restLength);
      this.#restLength += from;
      if (this.#restLength < blockLength) return;
      this.#compress(new DataView(this.#rest.buffer), 0);
      this.#restLength = 0;
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (; from + blockLength <= bytes.length; from += blockLength) this.#compress(view, from);
    this.#rest.set(bytes.subarray(from));
    this.#restLength = bytes.length - from;
  }

  /** @returns hexadecimal; nothing may be added afterwards */
  digest(): string {
    const bits = this.#length * 8;
    const missing = (2 * blockLength - 9 - this.#restLength) % blockLength;
    const padding = new Uint8Array(missing + 9);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(missing + 1, Math.floor(bits / 2 ** 32));
    view.setUint32(missing + 5, bits >>> 0);
    this.update(padding);
    return [...this.#state].map(word => word.toString(16).padStart(8, "0")).join("");
  }

  /** §6.2.2 */
  #compress(view: DataView, at: number): void {
    const w = this.#schedule;
    for (let t = 0; t < 16; t++) w[t] = view.getInt32(at + 4 * t);
    for (let t = 16; t < 64; t++) {
      const x = w[t - 15] as number;
      const y = w[t - 2] as number;
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[t] = ((w[t - 16] as number) + s0 + (w[t - 7] as number) + s1) | 0;
    }
    const state = this.#state;
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let t = 0; t < 64; t++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const first = (h + s1 + ((e & f) ^ (~e & g)) + (constants[t] as number) + (w[t] as number)) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + first) | 0;
      d = c;
      c = b;
      b = a;
      a = (first + second) | 0;
    }
    const words = [a, b, c, d, e, f, g, h];
    for (let n = 0; n < 8; n++) state[n] = (state[n] as number) + (words[n] as number);
  }
}
