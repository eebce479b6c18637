import { expect, it } from "vitest";
import { guestMemory, residentOf } from "../../server/qemu/guest-memory.ts";

const mapping = (range: string, permissions: string, size: number, rss: number) =>
  [
    `${range} ${permissions} 00000000 00:00 0 `,
    `Size:           ${size} kB`,
    "KernelPageSize:        4 kB",
    `Rss:            ${rss} kB`,
    "VmFlags: rd wr mr mw me ac sd hg",
    "",
  ].join("\n");

const smaps = [
  mapping("55d0c0000000-55d0c0400000", "r-xp", 4096, 2048),
  mapping("7f122fe00000-7f123fe00000", "rwxp", 262_144, 65_536),
  mapping("7f133fe00000-7f134fe00000", "rw-p", 262_144, 159_744),
  mapping("7f1440000000-7f1440021000", "rw-p", 132, 100),
].join("");

it("is what the host holds of the mapping of that size, and not of code that was translated", () => {
  expect(residentOf(smaps, 256 * 2 ** 20)).toBe(159_744 * 1024);
});

it("is not known where there is no mapping of that size, nor a process", async () => {
  expect(residentOf(smaps, 512 * 2 ** 20)).toBeUndefined();
  expect(await guestMemory(process.pid, 12_345)).toBeUndefined();
  expect(await guestMemory(2 ** 30, 4096)).toBeUndefined();
});
