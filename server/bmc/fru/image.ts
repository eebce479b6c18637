import {
  type Area,
  type AreaName,
  areaBytes,
  areaFormats,
  decodeArea,
  encodeArea,
  isFormatVersion,
  unit,
  zeroChecksum,
} from "./area.ts";

/** In bytes. */
export const imageSize = 2048;

const headerSize = 8;

/** Places of the areas' offsets in the common header (FRU Information Storage Definition §8). */
const places = { internalUse: 1, chassis: 2, board: 3, product: 4, multiRecord: 5 } as const;
type Place = keyof typeof places;

const placeNames = Object.keys(places) as Place[];
const areaNames = Object.keys(areaFormats) as AreaName[];

export type Areas = { readonly [N in AreaName]?: Area };

/** What lies between the beginning of one area and that of the next, or the end of the image. */
interface Piece {
  readonly place: Place;
  readonly bytes: Buffer;
}

const hasHeader = (image: Buffer): boolean =>
  isFormatVersion(image[0]) && zeroChecksum(image.subarray(0, headerSize)) === 0;

/** Where an area begins, in bytes; 0 where there is none. */
const offsetOf = (image: Buffer, place: Place): number => (image[places[place]] ?? 0) * unit;

/** The areas that are there and whole. */
export function decodeImage(image: Buffer): Areas {
  if (!hasHeader(image)) return {};
  const found = areaNames.map(name => {
    const offset = offsetOf(image, name);
    const bytes = offset === 0 ? undefined : areaBytes(image, offset);
    return [name, bytes && decodeArea(name, bytes)] as const;
  });
  return Object.fromEntries(found.filter(([, area]) => area));
}

/** @throws RangeError when the areas need more room than there is */
export const encodeImage = (areas: Readonly<Record<AreaName, Area>>, multiRecord: Buffer): Buffer =>
  arrange([
    ...areaNames.map(name => ({ place: name, bytes: encodeArea(areas[name]) })),
    { place: "multiRecord", bytes: multiRecord },
  ]);

/**
 * The image with this area in it. The others keep their order and their bytes and make room where it has grown.
 * @returns undefined for an image without a valid header
 * @throws RangeError when the image is full
 */
export function withArea(image: Buffer, name: AreaName, area: Area): Buffer | undefined {
  if (!hasHeader(image)) return undefined;
  const pieces = piecesOf(image);
  if (!pieces.some(({ place }) => place === name)) {
    return arrange([...pieces, { place: name, bytes: encodeArea(area) }]);
  }
  return arrange(
    pieces.map(piece => {
      if (piece.place !== name) return piece;
      const length = areaBytes(piece.bytes, 0)?.length ?? 0;
      return { ...piece, bytes: Buffer.concat([encodeArea(area, length), piece.bytes.subarray(length)]) };
    }),
  );
}

/** By their order in the image. */
function piecesOf(image: Buffer): readonly Piece[] {
  const begins = placeNames
    .map(place => ({ place, begin: offsetOf(image, place) }))
    .filter(({ begin }) => begin !== 0 && begin < image.length)
    .sort((one, other) => one.begin - other.begin);
  return begins.map(({ place, begin }, index) => {
    const next = begins[index + 1]?.begin;
    return {
      place,
      bytes: next === undefined ? content(image.subarray(begin)) : image.subarray(begin, next),
    };
  });
}

/** Without the empty end of the image, which may be part of a whole area all the same. */
function content(bytes: Buffer): Buffer {
  const lastUsed = bytes.findLastIndex(byte => byte !== 0);
  return bytes.subarray(0, Math.max(lastUsed + 1, areaBytes(bytes, 0)?.length ?? 0));
}

function arrange(pieces: readonly Piece[]): Buffer {
  const image = Buffer.alloc(imageSize);
  image[0] = 1;
  let offset = headerSize;
  for (const { place, bytes } of pieces) {
    if (offset + bytes.length > image.length) throw new RangeError("The FRU image has no room left.");
    image[places[place]] = offset / unit;
    bytes.copy(image, offset);
    offset += Math.ceil(bytes.length / unit) * unit;
  }
  image[headerSize - 1] = zeroChecksum(image.subarray(0, headerSize - 1));
  return image;
}
