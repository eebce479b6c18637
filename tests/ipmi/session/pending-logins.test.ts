import { expect, it } from "vitest";
import { type PendingLogin, PendingLogins } from "../../../server/ipmi/session/pending-logins.ts";

const login = (id: number, address: string, stage: PendingLogin["stage"] = "begun"): PendingLogin => ({
  id,
  opener: { address, port: 1 },
  openedAt: 0,
  stage,
});

it("gives up what is over first, then what has just begun, and the oldest of equals", () => {
  const pending = new PendingLogins(() => 0);
  pending.add(login(1, "a", "answered"));
  pending.add(login(2, "a"));
  pending.add(login(3, "a", "over"));
  for (let id = 4; id < 129; id += 1) pending.add(login(id, "a"));
  const left = () => [1, 2, 3, 4].filter(id => pending.has(id));
  expect(left()).toEqual([1, 2, 3, 4]);
  pending.add(login(200, "a"));
  expect(left()).toEqual([1, 2, 4]);
  pending.add(login(201, "a"));
  expect(left()).toEqual([1, 4]);
  pending.add(login(202, "a"));
  expect(left()).toEqual([1]);
});

it("holds 256 logins, of which one address has 128 at most", () => {
  const pending = new PendingLogins(() => 0);
  for (let id = 1; id <= 1000; id += 1) pending.add(login(id, "a"));
  expect(pending.size).toBe(128);
  for (let id = 1001; id <= 2000; id += 1) pending.add(login(id, `host${id}`));
  expect(pending.size).toBe(256);
});

it("tells of each login that it lets go", () => {
  let now = 0;
  const removed: number[] = [];
  const pending = new PendingLogins(
    () => now,
    ({ id }) => removed.push(id),
  );
  pending.add(login(1, "a"));
  const second = login(2, "b");
  pending.add(second);
  pending.remove(second);
  pending.remove(second);
  now = 10_000;
  expect(pending.find(1)).toBeUndefined();
  expect(removed).toEqual([2, 1]);
});
