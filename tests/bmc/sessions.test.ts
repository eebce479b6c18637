import { beforeEach, expect, it } from "vitest";
import { type OpenSessions, Sessions } from "../../server/bmc/sessions.ts";
import { unkept } from "../../server/bmc/settings.ts";
import { EventBus } from "../../server/events/bus.ts";

const admin = { userName: "admin", role: "Administrator" } as const;

let now: number;
let ended: string[];
let sessions: Sessions;

beforeEach(() => {
  now = 1_000_000;
  ended = [];
  const events = new EventBus(error => {
    throw error;
  });
  events.on("sessionEnded", ({ reason }) => ended.push(reason));
  sessions = new Sessions({ events, timeout: 60, limit: 3, now: () => now });
});

const create = () => sessions.create(admin, "redfish", "127.0.0.1");

it("is found by its token and by nothing else", () => {
  const { session, token } = create();
  expect(sessions.use(token)).toEqual(session);
  expect(sessions.use(session.id)).toBeUndefined();
  expect(sessions.use("")).toBeUndefined();
});

it("ends after its time without use, and use keeps it", () => {
  const { token } = create();
  now += 59_000;
  expect(sessions.use(token)).toBeDefined();
  now += 59_000;
  expect(sessions.use(token)).toBeDefined();
  now += 61_000;
  expect(sessions.use(token)).toBeUndefined();
  expect(ended).toEqual(["timeout"]);
});

it("ends all the same when a page only asks by itself", () => {
  const { session, token } = create();
  now += 59_000;
  expect(sessions.use(token, true)).toEqual(session);
  now += 2_000;
  expect(sessions.use(token, true)).toBeUndefined();
  expect(ended).toEqual(["timeout"]);
});

it("ends at logout, once", () => {
  const { session, token } = create();
  expect(sessions.end(session.id)).toBe(true);
  expect(sessions.end(session.id)).toBe(false);
  expect(sessions.use(token)).toBeUndefined();
});

it("makes room for a new one by ending the longest idle", () => {
  const [first, second] = [create(), create()];
  now += 1000;
  sessions.use(first.token);
  now += 1000;
  create();
  create();
  expect(ended).toEqual(["evicted"]);
  expect(sessions.use(second.token)).toBeUndefined();
  expect(sessions.use(first.token)).toBeDefined();
});

it("never gives the same token or id twice", () => {
  const made = Array.from({ length: 50 }, create);
  expect(new Set(made.map(({ token }) => token)).size).toBe(50);
  expect(new Set(made.map(({ session }) => session.id)).size).toBe(50);
});

it("outlives a restart by what is kept, which holds no token, and ends as long after its last use", () => {
  const events = new EventBus(error => {
    throw error;
  });
  const open = unkept<OpenSessions>({ list: [] });
  const start = () => new Sessions({ ...{ events, open, timeout: 3600, limit: 3 }, now: () => now });
  const before = start();
  const { session, token } = before.create(admin, "web", "127.0.0.1");
  const ended = before.create(admin, "web", "127.0.0.1");
  before.end(ended.session.id);
  now += 1_800_000;
  before.use(token);
  expect(JSON.stringify(open.value)).not.toContain(token);
  now += 3_500_000;
  const after = start();
  expect(after.list()).toEqual([session]);
  expect(after.use(ended.token)).toBeUndefined();
  expect(after.use(token)).toEqual(session);
  now += 3_601_000;
  expect(start().list()).toEqual([]);
});
