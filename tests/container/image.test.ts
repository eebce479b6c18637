import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { expect, it } from "vitest";
import { docker, image } from "./support/test-container.ts";

const mebibyte = 2 ** 20;

it("takes at most 130 MiB to fetch", async () => {
  const folder = mkdtempSync(join(tmpdir(), "image-"));
  try {
    const file = join(folder, "image.tar");
    await docker("save", "-o", file, image);
    let bytes = 0;
    await pipeline(createReadStream(file), createGzip(), async parts => {
      for await (const part of parts) bytes += (part as Buffer).length;
    });
    console.log(`Image: ${(bytes / mebibyte).toFixed(1)} MiB compressed`);
    expect(bytes / mebibyte).toBeLessThan(130);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("says what it is, by OCI's labels", async () => {
  const labels = JSON.parse(await docker("inspect", "-f", "{{json .Config.Labels}}", image));
  expect(labels).toMatchObject({
    "org.opencontainers.image.title": "qemu-bmc",
    "org.opencontainers.image.licenses": "MIT",
    "org.opencontainers.image.version": expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
});
