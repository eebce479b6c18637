import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { Clock } from "../../server/bmc/clock.ts";
import { Settings } from "../../server/bmc/settings.ts";
import { Tasks } from "../../server/bmc/tasks.ts";
import { EventBus } from "../../server/events/bus.ts";
import { Store } from "../../server/store/store.ts";

const origin = { via: "test", user: "admin" };

function composeTasks() {
  const dir = mkdtempSync(join(tmpdir(), "tasks-"));
  const store = Store.open(dir);
  const events = new EventBus(error => {
    throw error;
  });
  const seen: unknown[] = [];
  for (const name of ["taskStarted", "taskProgressed", "taskEnded"] as const) {
    events.on(name, payload => seen.push([name, payload]));
  }
  const tasks = new Tasks(new Clock(new Settings(store), events, () => 1_000_000), events);
  return {
    tasks,
    seen,
    [Symbol.dispose]() {
      store.close();
      rmSync(dir, { recursive: true });
    },
  };
}

const forever = (_: unknown, signal: AbortSignal) =>
  new Promise<void>((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

test("a task tells how far it is, and when it is done", async () => {
  using parts = composeTasks();
  const { promise, resolve } = Promise.withResolvers<void>();
  const task = parts.tasks.run({
    name: "Copy",
    origin,
    work: async progress => {
      for (const percent of [10.9, 10.2, 4, Number.NaN, 250]) progress(percent);
      await promise;
      progress(100);
    },
  });
  await setImmediate();
  expect(task).toMatchObject({ state: "running", hasEnded: false, percent: 100, startedAt: 1_000_000 });
  resolve();
  await task.outcome;
  expect(task).toMatchObject({ state: "completed", percent: 100, endedAt: 1_000_000 });
  const { id } = task;
  expect(parts.seen).toEqual([
    ["taskStarted", { id, name: "Copy", origin }],
    ["taskProgressed", { id, percent: 10 }],
    ["taskProgressed", { id, percent: 100 }],
    ["taskEnded", { id, name: "Copy", origin, state: "completed" }],
  ]);
});

test("a task that fails keeps the reason", async () => {
  using parts = composeTasks();
  const work = () => Promise.reject(new Error("The disk is full."));
  const task = parts.tasks.run({ name: "Copy", origin, work });
  await expect(task.outcome).rejects.toThrow("The disk is full.");
  expect(task).toMatchObject({ state: "failed", failure: new Error("The disk is full.") });
  expect(parts.seen.at(-1)).toEqual([
    "taskEnded",
    { id: task.id, name: "Copy", origin, state: "failed", detail: "The disk is full." },
  ]);
});

test("a cancelled task ends as soon as its work does, and one that is past stopping completes", async () => {
  using parts = composeTasks();
  const task = parts.tasks.run({ name: "Wait", origin, work: forever });
  const { promise, resolve } = Promise.withResolvers<void>();
  const deaf = parts.tasks.run({ name: "Deaf", origin, work: () => promise });
  await setImmediate();
  parts.tasks.stop();
  expect([task.state, deaf.state]).toEqual(["cancelling", "cancelling"]);
  await expect(task.outcome).rejects.toThrow();
  resolve();
  await deaf.outcome;
  expect([task.state, deaf.state]).toEqual(["cancelled", "completed"]);
});

test("the oldest task that has ended makes room; when all are under way, another one is refused", async () => {
  using parts = composeTasks();
  const { tasks } = parts;
  const first = tasks.run({ name: "Wait", origin, work: forever });
  const second = tasks.run({ name: "Short", origin, work: async () => {} });
  await second.outcome;
  for (let count = 2; count < 33; count += 1) tasks.run({ name: "Wait", origin, work: forever });
  expect([tasks.find(first.id), tasks.find(second.id)]).toEqual([first, undefined]);
  expect(() => tasks.run({ name: "Wait", origin, work: forever })).toThrow("Too many tasks");
  tasks.stop();
  await Promise.allSettled(tasks.list.map(({ outcome }) => outcome));
  tasks.removeEnded();
  expect(tasks.list).toEqual([]);
});
