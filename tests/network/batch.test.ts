import { expect, it } from "vitest";
import { attempt, runBatch, step } from "../../server/network/batch.ts";

it("runs every line, and tells of those that had to work and did not", async () => {
  const refused = await runBatch("ip", [
    attempt("link show dev nobody8"),
    step("link show dev nobody9"),
    step("link show dev lo"),
  ]);
  expect(refused).toHaveLength(1);
  expect(refused[0]).toMatch(/^ip link show dev nobody9: .*nobody9/);
});

it("tells of a program that gives up in the middle", async () => {
  const refused = await runBatch("ip", [
    attempt("link show dev nobody8"),
    step("link set dev lo master nobody9"),
  ]);
  expect(refused).toEqual([expect.stringContaining("nobody9")]);
});

it("starts nothing for nothing", async () => {
  expect(await runBatch("tc", [])).toEqual([]);
});
