import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import { processUsage } from "../../server/qemu/process-usage.ts";

it("measures what a process has taken", () => {
  const before = processUsage(process.pid);
  const end = performance.now() + 60;
  while (performance.now() < end) readFileSync(import.meta.filename);
  const after = processUsage(process.pid);
  if (!before || !after) throw new Error("not measured");
  expect(after.process).toBe(process.pid);
  expect(after.cpuSeconds - before.cpuSeconds).toBeGreaterThan(0.02);
  expect(after.cpuSeconds - before.cpuSeconds).toBeLessThan(5);
});

it("is not misled by the program's name, and knows when it is gone", async () => {
  const child = spawn("sleep", ["60"], { argv0: "a) R 1 2 (b" });
  onTestFinished(() => void child.kill());
  await new Promise(resolve => child.once("spawn", resolve));
  expect(processUsage(child.pid ?? 0)?.cpuSeconds).toBeLessThan(1);
  child.kill();
  await new Promise(resolve => child.once("exit", resolve));
  expect(processUsage(child.pid ?? 0)).toBeUndefined();
});
