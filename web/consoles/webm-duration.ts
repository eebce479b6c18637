/** Elements of WebM, by their Ids (RFC 9559 §5.1). */
const ids = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  info: 0x1549a966,
  duration: 0x4489,
  timestampScale: 0x2ad7b1,
};

/** A recording's beginning, which holds all that stands before its pictures. */
const beginning = 4096;
/** Nanoseconds of a tick, where the file does not say (§5.1.2.9). */
const usualScale = 1_000_000;

interface Element {
  readonly id: number;
  /** Where its content begins and ends; one of unknown size goes on to the end. */
  readonly start: number;
  readonly end: number;
  readonly hasSize: boolean;
  /** Where its size stands. */
  readonly sizeAt: number;
}

/**
 * A browser writes a recording as it comes and so without its length: players show none and cannot seek. This puts
 * the length in. A file of any other shape is given back as it is.
 */
export async function withDuration(webm: Blob, milliseconds: number): Promise<Blob> {
  const head = new Uint8Array(await webm.slice(0, beginning).arrayBuffer());
  const info = infoOf(head);
  if (!info) return webm;
  const content = head.subarray(info.start, info.end);
  const inside = elementsOf(content);
  if (inside.some(({ id }) => id === ids.duration)) return webm;
  const scale = inside.find(({ id }) => id === ids.timestampScale);
  const nanoseconds = scale ? numberIn(content.subarray(scale.start, scale.end)) : usualScale;
  const size = info.end - info.start + durationLength;
  return new Blob(
    [
      webm.slice(0, info.sizeAt),
      sizeBytes(size),
      content,
      durationElement((milliseconds * 1e6) / nanoseconds),
      webm.slice(info.end),
    ],
    { type: webm.type },
  );
}

/** The segment's Info, where it is whole and the segment is open-ended: only then may its size change. */
function infoOf(head: Uint8Array): Element | undefined {
  const [ebml, segment] = elementsOf(head);
  if (ebml?.id !== ids.ebml || segment?.id !== ids.segment || segment.hasSize) return undefined;
  const children = elementsOf(head.subarray(segment.start));
  const info = children.find(({ id }) => id === ids.info);
  if (!info || segment.start + info.end >= head.length) return undefined;
  const { start, end, sizeAt } = info;
  return { ...info, start: start + segment.start, end: end + segment.start, sizeAt: sizeAt + segment.start };
}

function elementsOf(bytes: Uint8Array): readonly Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < bytes.length; ) {
    const idLength = lengthOf(bytes[at]);
    const sizeAt = at + idLength;
    const sizeLength = lengthOf(bytes[sizeAt]);
    const start = sizeAt + sizeLength;
    if (idLength > 4 || sizeLength > 8 || start > bytes.length) break;
    const size = sizeIn(bytes.subarray(sizeAt, start));
    const end = size === undefined ? bytes.length : Math.min(bytes.length, start + size);
    elements.push({
      id: numberIn(bytes.subarray(at, sizeAt)),
      start,
      end,
      hasSize: size !== undefined,
      sizeAt,
    });
    at = end;
  }
  return elements;
}

/** How many bytes a number of variable size takes: one more than there are zeros before its first one (RFC 8794 §4). */
const lengthOf = (first = 0): number => Math.clz32(first) - 23;

const numberIn = (bytes: Uint8Array): number => bytes.reduce((number, byte) => number * 256 + byte, 0);

/** @returns undefined for "unknown", all ones */
function sizeIn(bytes: Uint8Array): number | undefined {
  const [first = 0, ...rest] = bytes;
  const mask = 0xff >> bytes.length;
  const isUnknown = (first & mask) === mask && rest.every(byte => byte === 0xff);
  return isUnknown ? undefined : numberIn(Uint8Array.of(first & mask, ...rest));
}

/** In eight bytes, whatever it was in before. */
function sizeBytes(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, (1n << 56n) | BigInt(size));
  return bytes;
}

const durationLength = 11;

/** Id, size and a float of eight bytes. */
function durationElement(ticks: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(durationLength);
  bytes.set([ids.duration >> 8, ids.duration & 0xff, 0x88]);
  new DataView(bytes.buffer).setFloat64(3, ticks);
  return bytes;
}
