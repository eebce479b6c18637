import { subtle } from "node:crypto";
import type { Picture } from "../../machine/hypervisor.ts";
import { png } from "./png.ts";
import { scaled } from "./scaled.ts";

/** Milliseconds for which a picture is given to whoever asks: QEMU is not asked more often, however many look. */
const freshFor = 200;
/** Sizes of the same picture that are kept. */
const mostSizes = 4;

/** What the screen showed at one moment. */
export interface Screenshot {
  /** The same for the same picture, and for no other. */
  readonly fingerprint: string;
  /** @param width pixels at most; the picture's own where it is left out */
  readonly png: (width?: number) => Promise<Buffer>;
}

interface Encoded {
  readonly fingerprint: string;
  readonly bySize: Map<number, Promise<Buffer>>;
}

/** Pictures of the machine's screen, for any number of askers. */
export class Screenshots {
  readonly #source: { picture(): Promise<Picture> };
  #current: Promise<Screenshot> | undefined;
  #encoded: Encoded = { fingerprint: "", bySize: new Map() };

  constructor(source: { picture(): Promise<Picture> }) {
    this.#source = source;
  }

  /** @throws MachineError as `Machine.picture` */
  take(): Promise<Screenshot> {
    this.#current ??= this.#look();
    return this.#current;
  }

  async #look(): Promise<Screenshot> {
    try {
      const picture = await this.#source.picture();
      const fingerprint = await fingerprintOf(picture);
      if (fingerprint !== this.#encoded.fingerprint) this.#encoded = { fingerprint, bySize: new Map() };
      const { bySize } = this.#encoded;
      // The pixels go with it: what is kept longer is small.
      setTimeout(() => this.#forget(), freshFor).unref();
      return { fingerprint, png: (width = picture.width) => encoded(picture, width, bySize) };
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #forget(): void {
    this.#current = undefined;
  }
}

function encoded(picture: Picture, width: number, bySize: Encoded["bySize"]): Promise<Buffer> {
  const size = Math.min(width, picture.width);
  const known = bySize.get(size);
  if (known) return known;
  const made = png(scaled(picture, size));
  bySize.set(size, made);
  const [oldest] = bySize.keys();
  if (bySize.size > mostSizes && oldest !== undefined) bySize.delete(oldest);
  return made;
}

/** Worked out in a thread: a large screen has many bytes. */
async function fingerprintOf({ width, pixels }: Picture): Promise<string> {
  const digest = await subtle.digest("SHA-256", pixels as Uint8Array<ArrayBuffer>);
  return `${width}-${Buffer.from(digest).toString("base64url", 0, 12)}`;
}
