import { describe, expect, it, vi } from "vitest";
import { Screenshots } from "../../../server/bmc/screen/screenshots.ts";
import type { Picture } from "../../../server/machine/hypervisor.ts";
import { readPng } from "../../support/png.ts";

const picture = (red: number): Picture => ({
  width: 2,
  height: 1,
  pixels: Uint8Array.of(red, 0, 0, 0, 0, 255),
});

/** A screen whose pictures the test takes one by one. */
function screen() {
  const asked: PromiseWithResolvers<Picture>[] = [];
  const screenshots = new Screenshots({
    picture() {
      const next = Promise.withResolvers<Picture>();
      asked.push(next);
      return next.promise;
    },
  });
  return { asked, screenshots };
}

describe("pictures of the screen", () => {
  it("are one for all who ask meanwhile, or a moment later", async () => {
    const { asked, screenshots } = screen();
    const taken = [screenshots.take(), screenshots.take(), screenshots.take()];
    asked[0]?.resolve(picture(1));
    const fingerprints = (await Promise.all(taken)).map(({ fingerprint }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(1);
    await screenshots.take();
    expect(asked).toHaveLength(1);
  });

  it("are taken anew after that", async () => {
    const { asked, screenshots } = screen();
    const first = screenshots.take();
    asked[0]?.resolve(picture(1));
    const { fingerprint } = await first;
    await vi.waitFor(() => {
      void screenshots.take();
      expect(asked).toHaveLength(2);
    });
    asked[1]?.resolve(picture(2));
    const second = await screenshots.take();
    expect(second.fingerprint).not.toBe(fingerprint);
    expect(readPng(await second.png())).toEqual(picture(2));
  });

  it("are encoded once for each size, for as long as the screen shows the same", async () => {
    const { asked, screenshots } = screen();
    const first = screenshots.take();
    asked[0]?.resolve(picture(1));
    const png = await (await first).png(1);
    expect(await (await screenshots.take()).png(1)).toBe(png);
    await vi.waitFor(() => {
      void screenshots.take();
      expect(asked).toHaveLength(2);
    });
    asked[1]?.resolve(picture(1));
    const second = await screenshots.take();
    expect(await second.png(1)).toBe(png);
    expect(await second.png(2)).not.toBe(png);
  });

  it("are asked for again at once where one could not be had", async () => {
    const { asked, screenshots } = screen();
    const first = screenshots.take();
    asked[0]?.reject(new Error("no screen"));
    await expect(first).rejects.toThrow("no screen");
    const second = screenshots.take();
    asked[1]?.resolve(picture(3));
    expect(readPng(await (await second).png())).toEqual(picture(3));
  });
});
