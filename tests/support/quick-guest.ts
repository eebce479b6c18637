import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { guestImagePath } from "../../configs/guest/guest-image.mjs";

const disk = guestImagePath();
/** It goes with the disk, which has another folder when it changes. */
export const quickGuestFolder = join(dirname(disk), "unpacked");
const bootMenu = join(import.meta.dirname, "../../configs/guest/syslinux.cfg");

/** How Linux packs itself, by the first bytes. */
const unpackers: readonly { magic: string; unpack(packed: Buffer): Buffer }[] = [
  {
    magic: "fd377a585a00",
    unpack: input =>
      execFileSync("xz", ["-dc"], { input, maxBuffer: 2 ** 30, stdio: ["pipe", "pipe", "inherit"] }),
  },
  { magic: "28b52ffd", unpack: zstdDecompressSync },
];

/** The part of a bzImage that is packed (Linux/x86 Boot Protocol: setup_sects, payload_offset, payload_length). */
function packedKernel(image: Buffer): Buffer {
  const start = (image.readUInt8(0x1f1) + 1) * 512 + image.readUInt32LE(0x248);
  // Behind it Linux keeps its unpacked size, of 4 bytes.
  return image.subarray(start, start + image.readUInt32LE(0x24c) - 4);
}

/** Unpacks the disk's kernel beside it, whole or not at all: test files run side by side. */
function prepare(): void {
  if (existsSync(quickGuestFolder)) return;
  mkdirSync(dirname(quickGuestFolder), { recursive: true });
  const folder = mkdtempSync(`${quickGuestFolder}.`);
  try {
    for (const file of ["linux", "initramfs"]) execFileSync("mcopy", ["-i", disk, `::${file}`, folder]);
    const packed = packedKernel(readFileSync(join(folder, "linux")));
    const unpacker = unpackers.find(({ magic }) => packed.toString("hex", 0, 6).startsWith(magic));
    if (!unpacker) throw new Error(`Linux is packed in a way unknown here: ${packed.toString("hex", 0, 6)}`);
    writeFileSync(join(folder, "vmlinux"), unpacker.unpack(packed));
    // QEMU may have a user of its own.
    chmodSync(folder, 0o755);
    renameSync(folder, quickGuestFolder);
  } catch (error) {
    rmSync(folder, { recursive: true });
    // Another may have been first.
    if (!existsSync(quickGuestFolder)) throw error;
  }
}

/**
 * QEMU_EXTRA_ARGS with which the machine boots the embedded Linux whatever its disks are, in half of the time: nothing
 * emulated reads or unpacks the kernel. For tests that care neither where the machine boots from nor what its screen
 * shows, on which such a Linux draws nothing.
 * @param folder where `quickGuestFolder` is for QEMU
 */
export function quickGuest(folder = quickGuestFolder): string {
  // Elsewhere Linux is no bzImage.
  if (process.arch !== "x64") return "";
  prepare();
  const [, append = ""] = /APPEND (.*)/.exec(readFileSync(bootMenu, "utf8")) ?? [];
  return `-kernel ${join(folder, "vmlinux")} -initrd ${join(folder, "initramfs")} -append "${append}"`;
}
