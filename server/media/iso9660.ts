/** A file in the root folder of an image. */
export interface IsoFile {
  /** At most 31 characters of ASCII. */
  readonly name: string;
  readonly content: Buffer;
}

const sectorSize = 2048;
/** Sectors. Before the first one is the system area, which nobody uses. */
const places = {
  primary: 16,
  joliet: 17,
  terminator: 18,
  tables: { primary: [19, 20], joliet: [21, 22] },
  roots: { primary: 23, joliet: 24 },
  files: 25,
} as const;

/** How the two trees of one image write texts: as ASCII in capitals, and as UCS-2 (Joliet). */
type Tree = "primary" | "joliet";
const encode: Record<Tree, (text: string) => Buffer> = {
  primary: text => Buffer.from(text.toUpperCase(), "ascii"),
  joliet: text => Buffer.from(text, "utf16le").swap16(),
};
/** Only files in the primary tree have a version (ECMA-119 §7.5.1). */
const fileIdentifier: Record<Tree, (name: string) => Buffer> = {
  primary: name => encode.primary(`${name};1`),
  joliet: encode.joliet,
};

/**
 * An image after ISO 9660 (ECMA-119) and Joliet, of files in one folder. Names in the primary tree go beyond its
 * letters where the file's name does, as every reader allows.
 * @param label the volume's name, at most 16 characters of ASCII
 */
export function isoImage(label: string, files: readonly IsoFile[]): Buffer {
  const sorted = files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  let next: number = places.files;
  const placed = sorted.map(file => {
    const sector = next;
    next += Math.ceil(file.content.length / sectorSize);
    return { ...file, sector };
  });
  const image = Buffer.alloc(next * sectorSize);
  const put = (sector: number, bytes: Buffer): number => bytes.copy(image, sector * sectorSize);
  for (const tree of ["primary", "joliet"] as const) {
    put(places[tree], volumeDescriptor(tree, label, next));
    const [littleEndian, bigEndian] = places.tables[tree];
    put(littleEndian, pathTable(places.roots[tree], "LE"));
    put(bigEndian, pathTable(places.roots[tree], "BE"));
    put(places.roots[tree], rootFolder(tree, placed));
  }
  put(places.terminator, descriptorHead(0xff));
  for (const { sector, content } of placed) put(sector, content);
  return image;
}

function descriptorHead(type: number): Buffer {
  const sector = Buffer.alloc(sectorSize);
  sector.writeUInt8(type, 0);
  sector.write("CD001\x01", 1, "latin1");
  return sector;
}

/** Primary and supplementary volume descriptor (ECMA-119 §8.4, §8.5). */
function volumeDescriptor(tree: Tree, label: string, sectors: number): Buffer {
  const sector = descriptorHead(tree === "primary" ? 1 : 2);
  const blank = encode[tree](" ");
  for (const [begin, end] of [
    [8, 72],
    [190, 813],
  ] as const)
    sector.fill(blank, begin, end);
  encode[tree](label).copy(sector, 40);
  bothEndian32(sector, sectors, 80);
  // The escape sequence of UCS-2, level 3.
  if (tree === "joliet") sector.write("%/E", 88, "latin1");
  bothEndian16(sector, 1, 120);
  bothEndian16(sector, 1, 124);
  bothEndian16(sector, sectorSize, 128);
  const [littleEndian, bigEndian] = places.tables[tree];
  bothEndian32(sector, pathTable(0, "LE").length, 132);
  sector.writeUInt32LE(littleEndian, 140);
  sector.writeUInt32BE(bigEndian, 148);
  folderRecord(places.roots[tree], itself).copy(sector, 156);
  // Four dates of 16 digits and a time zone each, none of them given.
  for (const at of [813, 830, 847, 864]) sector.fill("0", at, at + 16, "latin1");
  sector.writeUInt8(1, 881);
  return sector;
}

/** The table of all folders, of which there is one (ECMA-119 §9.4). */
function pathTable(root: number, order: "LE" | "BE"): Buffer {
  const record = Buffer.alloc(10);
  record.writeUInt8(1, 0);
  record[`writeUInt32${order}`](root, 2);
  record[`writeUInt16${order}`](1, 6);
  return record;
}

/** The names by which a folder lists itself and what it is in. */
const itself = Buffer.of(0);
const parent = Buffer.of(1);

/** @throws RangeError for more files than one sector lists */
function rootFolder(tree: Tree, files: readonly (IsoFile & { readonly sector: number })[]): Buffer {
  const root = places.roots[tree];
  const records = Buffer.concat([
    folderRecord(root, itself),
    folderRecord(root, parent),
    ...files.map(({ name, sector, content }) =>
      directoryRecord(fileIdentifier[tree](name), sector, content.length, 0),
    ),
  ]);
  if (records.length > sectorSize) throw new RangeError("The image has too many files.");
  return records;
}

const folderFlag = 0x02;
const folderRecord = (sector: number, identifier: Buffer): Buffer =>
  directoryRecord(identifier, sector, sectorSize, folderFlag);

/** ECMA-119 §9.1, without a date. */
function directoryRecord(identifier: Buffer, sector: number, length: number, flags: number): Buffer {
  const record = Buffer.alloc((33 + identifier.length + 1) & ~1);
  record.writeUInt8(record.length, 0);
  bothEndian32(record, sector, 2);
  bothEndian32(record, length, 10);
  record.writeUInt8(flags, 25);
  bothEndian16(record, 1, 28);
  record.writeUInt8(identifier.length, 32);
  identifier.copy(record, 33);
  return record;
}

/** ECMA-119 §7.3.3 */
function bothEndian32(target: Buffer, value: number, at: number): void {
  target.writeUInt32LE(value, at);
  target.writeUInt32BE(value, at + 4);
}

/** ECMA-119 §7.2.3 */
function bothEndian16(target: Buffer, value: number, at: number): void {
  target.writeUInt16LE(value, at);
  target.writeUInt16BE(value, at + 2);
}
