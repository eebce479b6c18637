import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { BlockCache } from "../../server/media/block-cache.ts";

const block = 256 * 1024;
const image = randomBytes(block * 40 + 1000);

/** An image far away, and what was fetched of it. */
function far(length = image.length) {
  const fetched: number[] = [];
  const waiting: (() => void)[] = [];
  const state = { held: false, broken: false };
  const cache = new BlockCache(length, async (offset, count) => {
    fetched.push(offset / block);
    if (state.held) await new Promise<void>(resolve => waiting.push(resolve));
    if (state.broken) throw new Error("The cable is out.");
    return image.subarray(offset, offset + count);
  });
  return { cache, fetched, waiting, state };
}

describe("what is read through the cache", () => {
  test("is what stands there, wherever it begins and however long it is", async () => {
    const ranges = fc.array(
      fc.record({
        offset: fc.nat({ max: image.length - 1 }),
        length: fc.integer({ min: 1, max: 3 * block }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(ranges, async asked => {
        const { cache } = far();
        await Promise.all(
          asked.map(async ({ offset, length: wanted }) => {
            const length = Math.min(wanted, image.length - offset);
            const read = await cache.read(offset, length);
            expect(read.equals(image.subarray(offset, offset + length))).toBe(true);
          }),
        );
      }),
      { numRuns: 50 },
    );
  });

  test("is fetched once for all who want it at the same time, and not again soon", async () => {
    const { cache, fetched } = far();
    await Promise.all([cache.read(20 * block, 512), cache.read(20 * block + 512, 512)]);
    await cache.read(20 * block + 4096, 4096);
    expect(fetched.filter(number => number === 20)).toHaveLength(1);
  });

  test("is fetched further and further ahead, while it is read one after the other", async () => {
    const { cache, fetched } = far();
    for (let number = 0; number < 6; number += 1) await cache.read(number * block, block);
    expect(Math.max(...fetched)).toBeGreaterThan(12);
    const jumped = far();
    await jumped.cache.read(30 * block, 512);
    await jumped.cache.read(10 * block, 512);
    expect(jumped.fetched).toEqual([30, 10]);
  });

  test("never takes more than 16 fetches at a time", async () => {
    const { cache, fetched, waiting, state } = far();
    state.held = true;
    const read = cache.read(0, image.length);
    await vi.waitFor(() => expect(fetched).toHaveLength(16));
    waiting.shift()?.();
    await vi.waitFor(() => expect(fetched).toHaveLength(17));
    state.held = false;
    for (const goOn of waiting) goOn();
    expect((await read).equals(image)).toBe(true);
  });

  test("is asked for again where it could not be had", async () => {
    const { cache, state } = far();
    state.broken = true;
    await expect(cache.read(20 * block, 512)).rejects.toThrow("The cable is out.");
    state.broken = false;
    expect((await cache.read(20 * block, 512)).equals(image.subarray(20 * block, 20 * block + 512))).toBe(
      true,
    );
  });

  test("is kept for as much as 32 MiB: what was used long ago is fetched again", async () => {
    const { cache, fetched } = far(400 * block);
    await cache.read(0, 512);
    for (let number = 399; number > 399 - 128; number -= 1) await cache.read(number * block, 1);
    const before = fetched.length;
    await cache.read(399 * block, 1);
    expect(fetched.length).toBe(before);
    await cache.read(0, 512);
    expect(fetched.slice(before)).toContain(0);
  });
});
