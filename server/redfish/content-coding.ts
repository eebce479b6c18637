import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** Characters below which compressing costs more than it saves: such an answer fits in one packet. */
const worthwhile = 1024;
/** Characters up to which a compressed text is kept. */
const keptLength = 512 * 1024;
/** Of 0 to 11: as quick as gzip and tighter. */
const brotliQuality = 5;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** In the order of preference where the client has none. */
const codings = {
  br: (text: string) => brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: (text: string) => zip(text),
} as const;
type Coding = keyof typeof codings;

const isCoding = (name: string): name is Coding => Object.hasOwn(codings, name);

/**
 * What an Accept-Encoding header prefers (RFC 9110 §12.5.3).
 * @returns undefined for the text as it is
 */
export function preferredCoding(header: string): Coding | undefined {
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(",")) {
    const [, name = "", weight = "1"] = /^\s*([^\s;]+)\s*(?:;\s*q=([\d.]+)\s*)?$/.exec(part) ?? [];
    weights.set(name, Number(weight));
  }
  const weightOf = (name: string): number => weights.get(name) ?? weights.get("*") ?? 0;
  const [best] = Object.keys(codings)
    .filter(isCoding)
    .filter(name => weightOf(name) > 0)
    .sort((a, b) => weightOf(b) - weightOf(a));
  return best && weightOf(best) >= (weights.get("identity") ?? 0) ? best : undefined;
}

export interface Coded {
  readonly coding: Coding;
  readonly body: Buffer;
}

/** Compresses the answers of one URI. What does not change between two requests is compressed once. */
export class ContentCoder {
  readonly #kept = new Map<Coding, { readonly text: string; readonly body: Promise<Buffer> }>();

  /** @returns undefined where the text is to be sent as it is */
  coded(text: string, acceptEncoding: string): Promise<Coded> | undefined {
    const coding = text.length < worthwhile ? undefined : preferredCoding(acceptEncoding);
    return coding && this.#compressed(text, coding).then(body => ({ coding, body }));
  }

  #compressed(text: string, coding: Coding): Promise<Buffer> {
    const kept = this.#kept.get(coding);
    if (kept?.text === text) return kept.body;
    const body = codings[coding](text);
    if (text.length <= keptLength) this.#kept.set(coding, { text, body });
    return body;
  }
}
