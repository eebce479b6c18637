import { open, rm } from "node:fs/promises";
import type { Picture } from "../machine/hypervisor.ts";
import type { QmpClient } from "./qmp/client.ts";

/** Bytes of a picture that are read at most: 5120 × 4096 pixels. */
const largest = 64 * 2 ** 20;

/**
 * What QEMU's first screen shows. As PPM, because QEMU writes it in a third of the time of a PNG, and while it writes,
 * the guest's devices stand still.
 * @param file an absolute name, which QEMU may write to; it is gone afterwards
 */
export async function screenDump(qmp: QmpClient, file: string): Promise<Picture> {
  try {
    await qmp.execute("screendump", { filename: file });
    return ppmPicture(await contentOf(file));
  } finally {
    await rm(file, { force: true });
  }
}

async function contentOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > largest) throw new Error(`The screen's picture has ${size} bytes, which is too many.`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** A portable pixmap (netpbm's "P6") of 8 bits a colour, as QEMU writes it: without comments. */
export function ppmPicture(content: Buffer): Picture {
  const [header, width, height] =
    /^P6\s(\d{1,5})\s(\d{1,5})\s255\s/.exec(content.toString("latin1", 0, 32)) ?? [];
  if (header === undefined) throw new Error("QEMU's picture of the screen is no PPM.");
  const picture = { width: Number(width), height: Number(height), pixels: content.subarray(header.length) };
  if (picture.pixels.length === 0 || picture.pixels.length !== picture.width * picture.height * 3) {
    throw new Error("QEMU's picture of the screen is not whole.");
  }
  return picture;
}
