import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BlockCache } from "../../../server/media/block-cache.ts";
import { NbdServer } from "../../../server/media/nbd/server.ts";

const run = promisify(execFile);
const image = randomBytes(3 * 2 ** 20 + 2048);

let folder: string;
let socketPath: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "nbd-"));
  socketPath = join(folder, "cd.nbd");
});
afterEach(() => rmSync(folder, { recursive: true }));

const uri = () => `nbd+unix:///cd?socket=${socketPath}`;

describe("QEMU's own NBD client", () => {
  test("reads the whole image through the cache", async () => {
    const cache = new BlockCache(image.length, async (offset, length) =>
      image.subarray(offset, offset + length),
    );
    const server = await NbdServer.listen({
      socketPath,
      served: { name: "cd", size: image.length },
      read: (offset, length) => cache.read(offset, length),
    });
    const copy = join(folder, "copy");
    await run("qemu-img", ["convert", "-f", "raw", "-O", "raw", uri(), copy]);
    expect(readFileSync(copy).equals(image)).toBe(true);
    await server.close();
  });

  test("gets an I/O error where nothing can be read, and may not write", async () => {
    const server = await NbdServer.listen({
      socketPath,
      served: { name: "cd", size: image.length },
      read: () => Promise.reject(new Error("gone")),
    });
    const io = (...args: readonly string[]) =>
      run("qemu-io", ["-f", "raw", ...args, uri()]).catch(error => error);
    expect((await io("-r", "-c", "read 0 512")).stdout).toMatch(/Input\/output error/);
    expect((await io("-c", "write 0 512")).stderr).toMatch(/Permission denied/);
    await server.close();
  });
});
