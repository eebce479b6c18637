const sectorSize = 2048;
const bootSectorSize = 512;

/**
 * A real-mode program that writes `text` to the first serial port and stops. It runs wherever it is
 * loaded: as a boot sector, an El Torito image or a network bootstrap program, all at 07C0:0000 or 0000:7C00.
 */
export function bootSector(text: string): Buffer {
  const code = [
    ...[0xe8, 0x00, 0x00], //             call next
    ...[0x5e], //                   next: pop si            ; where this stands
    ...[0x83, 0xc6, 0x17], //             add si, text - next
    ...[0x2e, 0x8a, 0x1c], //        put: mov bl, cs:[si]
    ...[0x84, 0xdb], //                   test bl, bl
    ...[0x74, 0x09], //                   jz stop
    ...[0xba, 0xf8, 0x03], //             mov dx, 3f8h      ; COM1's transmit register
    ...[0x88, 0xd8], //                   mov al, bl
    ...[0xee], //                         out dx, al
    ...[0x46], //                         inc si
    ...[0xeb, 0xf0], //                   jmp put
    ...[0xf4], //                   stop: hlt
    ...[0xeb, 0xfd], //                   jmp stop
  ];
  const sector = Buffer.alloc(bootSectorSize);
  Buffer.from(code).copy(sector);
  sector.write(`${text}\0`, code.length, "latin1");
  sector.writeUInt16LE(0xaa55, bootSectorSize - 2);
  return sector;
}

/** What an image is for, as its catalog has it: the BIOS of a PC, or UEFI, whose program is a FAT file system. */
const platforms = { bios: 0x00, uefi: 0xef } as const;

/** The smallest ISO 9660 image that boots `program` without emulation (El Torito 1.0 §2, UEFI 2.10 §13.3.2). */
export function elToritoImage(program: Buffer, platform: keyof typeof platforms = "bios"): Buffer {
  const catalogSector = 19;
  const programSector = 20;
  const image = Buffer.alloc(sectorSize * 64);
  const sector = (n: number): Buffer => image.subarray(n * sectorSize, (n + 1) * sectorSize);
  const descriptor = (n: number, type: number): Buffer => {
    sector(n).writeUInt8(type, 0);
    sector(n).write("CD001\x01", 1, "latin1");
    return sector(n);
  };
  const primary = descriptor(16, 1);
  primary.fill(" ", 8, 72);
  primary.writeUInt32LE(64, 80);
  primary.writeUInt32BE(64, 84);
  primary.writeUInt16LE(sectorSize, 128);
  primary.writeUInt16BE(sectorSize, 130);
  const bootRecord = descriptor(17, 0);
  bootRecord.write("EL TORITO SPECIFICATION", 7, "latin1");
  bootRecord.writeUInt32LE(catalogSector, 71);
  descriptor(18, 255);
  const catalog = sector(catalogSector);
  // Validation entry; its words add up to 0.
  catalog.writeUInt8(1, 0);
  catalog.writeUInt8(platforms[platform], 1);
  catalog.writeUInt16LE(0xaa55, 30);
  catalog.writeUInt16LE(-(0xaa55 + catalog.readUInt16LE(0)) & 0xffff, 28);
  // Default entry: bootable, no emulation, in sectors of 512 bytes.
  catalog.writeUInt8(0x88, 32);
  catalog.writeUInt16LE(program.length / bootSectorSize, 38);
  catalog.writeUInt32LE(programSector, 40);
  program.copy(image, programSector * sectorSize);
  return image;
}

const words = (...values: readonly number[]): Buffer => Buffer.from(Uint32Array.from(values).buffer);

/** By the machine's number in a PE image: what writes the text that follows it to the first serial port, and stops. */
const serialWriters = {
  x86_64: {
    machine: 0x8664,
    code: Buffer.from([
      ...[0x48, 0x8d, 0x35, 0x15, 0x00, 0x00, 0x00], //       lea rsi, [rip + text - next]
      ...[0x8a, 0x1e], //                                put: mov bl, [rsi]
      ...[0x84, 0xdb], //                                     test bl, bl
      ...[0x74, 0x0c], //                                     jz stop
      ...[0x66, 0xba, 0xf8, 0x03], //                         mov dx, 3f8h      ; COM1's transmit register
      ...[0x88, 0xd8], //                                     mov al, bl
      ...[0xee], //                                           out dx, al
      ...[0x48, 0xff, 0xc6], //                               inc rsi
      ...[0xeb, 0xee], //                                     jmp put
      ...[0xf4], //                                     stop: hlt
      ...[0xeb, 0xfd], //                                     jmp stop
    ]),
  },
  aarch64: {
    machine: 0xaa64,
    code: words(
      0x10000100, //       adr x0, text
      0xd2a12001, //       movz x1, #0x900, lsl #16    ; the data register of virt's PL011
      0x38401402, //  put: ldrb w2, [x0], #1
      0x34000062, //       cbz w2, stop
      0xb9000022, //       str w2, [x1]
      0x17fffffd, //       b put
      0xd503207f, // stop: wfi
      0x17ffffff, //       b stop
    ),
  },
} as const;

/**
 * The smallest UEFI application that writes `text` to the first serial port and stops: a PE32+ image of one section
 * (PE/COFF §3; UEFI 2.10 §2.1.1).
 */
export function efiApplication(text: string, processor: keyof typeof serialWriters = "x86_64"): Buffer {
  const sectorLength = 512;
  const base = 0x1000;
  const { machine, code } = serialWriters[processor];
  const image = Buffer.alloc(sectorLength * 2);
  image.write("MZ", 0, "latin1");
  const pe = 0x40;
  image.writeUInt32LE(pe, 0x3c);
  image.write("PE\0\0", pe, "latin1");
  image.writeUInt16LE(machine, pe + 4);
  image.writeUInt16LE(1, pe + 6); // sections
  const optionalLength = 240;
  image.writeUInt16LE(optionalLength, pe + 20);
  image.writeUInt16LE(0x022e, pe + 22); // executable, 64 bits
  const optional = pe + 24;
  image.writeUInt16LE(0x020b, optional); // PE32+
  image.writeUInt32LE(sectorLength, optional + 4); // size of code
  image.writeUInt32LE(base, optional + 16); // entry point
  image.writeUInt32LE(base, optional + 20); // base of code
  image.writeUInt32LE(base, optional + 32); // section alignment
  image.writeUInt32LE(sectorLength, optional + 36); // file alignment
  image.writeUInt32LE(base * 2, optional + 56); // size of image
  image.writeUInt32LE(sectorLength, optional + 60); // size of headers
  image.writeUInt16LE(10, optional + 68); // UEFI application
  image.writeUInt32LE(16, optional + 108); // data directories, all empty
  const section = optional + optionalLength;
  image.write(".text", section, "latin1");
  image.writeUInt32LE(sectorLength, section + 8); // virtual size
  image.writeUInt32LE(base, section + 12); // virtual address
  image.writeUInt32LE(sectorLength, section + 16); // size in the file
  image.writeUInt32LE(sectorLength, section + 20); // place in the file
  image.writeUInt32LE(0x60000020, section + 36); // code, readable, executable
  code.copy(image, sectorLength);
  image.write(`${text}\0`, sectorLength + code.length, "latin1");
  return image;
}
