const fileSystem2 = Buffer.from("78e58c8c3d8a1c4f9935896185c32dd3", "hex");
export const variableStore = Buffer.from("8d2bf1ff96768b4ca9852747075b4f50", "hex");

/** A UEFI firmware volume with nothing in it: its header (UEFI PI 1.8, volume 3, 3.2.1) is right. */
export function firmwareVolume(length: number, fileSystem = fileSystem2): Buffer {
  const volume = Buffer.alloc(length, 0xff);
  volume.fill(0, 0, 72);
  fileSystem.copy(volume, 16);
  volume.writeBigUInt64LE(BigInt(length), 32);
  volume.write("_FVH", 40, "latin1");
  volume.writeUInt32LE(0x0004feff, 44);
  volume.writeUInt16LE(72, 48);
  volume.writeUInt8(2, 55);
  volume.writeUInt32LE(length / 4096, 56);
  volume.writeUInt32LE(4096, 60);
  let sum = 0;
  for (let place = 0; place < 72; place += 2) sum += volume.readUInt16LE(place);
  volume.writeUInt16LE((0x10000 - (sum & 0xffff)) & 0xffff, 50);
  return volume;
}

/** A code file as OVMF's are: two volumes, and a jump where the processor begins. */
export function firmwareImage(length = 2 * 2 ** 20): Buffer {
  const second = 0x34000;
  const image = Buffer.concat([firmwareVolume(length - second), firmwareVolume(second)]);
  Buffer.from([0x90, 0x90, 0xe9, 0x5b, 0xff]).copy(image, length - 16);
  return image;
}
