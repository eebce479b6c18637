import { describe, expect, it } from "vitest";
import { coalesced } from "../../web/app/coalesced.ts";

/** Work that ends when it is told to, one run after the other. */
function steered() {
  const runs: PromiseWithResolvers<void>[] = [];
  const work = coalesced(() => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  });
  return { runs, work };
}

describe("coalesced work", () => {
  it("runs once more for all who asked while it ran", async () => {
    const { runs, work } = steered();
    const first = work();
    const others = [work(), work(), work()];
    expect(runs).toHaveLength(1);
    runs[0]?.resolve();
    await first;
    await expect.poll(() => runs.length).toBe(2);
    runs[1]?.resolve();
    await Promise.all(others);
    expect(runs).toHaveLength(2);
  });

  it("begins anew when it is asked after the end", async () => {
    const { runs, work } = steered();
    const first = work();
    runs[0]?.resolve();
    await first;
    const second = work();
    runs[1]?.resolve();
    await second;
    expect(runs).toHaveLength(2);
  });

  it("tells a failure to who asked for that run, and goes on", async () => {
    const { runs, work } = steered();
    const [first, second] = [work(), work()];
    runs[0]?.reject(new Error("refused"));
    await expect(first).rejects.toThrow("refused");
    await expect.poll(() => runs.length).toBe(2);
    runs[1]?.resolve();
    await expect(second).resolves.toBeUndefined();
  });
});
