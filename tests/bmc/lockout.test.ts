import { beforeEach, describe, expect, it } from "vitest";
import { Lockout } from "../../server/bmc/lockout.ts";
import { EventBus } from "../../server/events/bus.ts";

let now: number;
let lockout: Lockout;
let locked: { subject: string; seconds: number }[];

beforeEach(() => {
  now = 0;
  locked = [];
  const events = new EventBus(error => {
    throw error;
  });
  events.on("loginsLocked", event => locked.push(event));
  lockout = new Lockout(events, () => now);
});

const fail = (user: string, address: string, times = 1) => {
  for (let time = 0; time < times; time += 1) lockout.failed(user, address);
};
const seconds = (count: number) => {
  now += count * 1000;
};

it("locks an account after five failures for 30 s, wherever they came from", () => {
  for (const host of [1, 2, 3, 4]) fail("admin", `192.0.2.${host}`);
  expect(lockout.isLocked("admin", "192.0.2.9")).toBe(false);
  fail("admin", "192.0.2.5");
  expect(lockout.isLocked("admin", "192.0.2.9")).toBe(true);
  expect(lockout.isLocked("operator", "192.0.2.9")).toBe(false);
  expect(locked).toEqual([{ subject: "admin", seconds: 30 }]);
  seconds(30);
  expect(lockout.isLocked("admin", "192.0.2.9")).toBe(false);
});

it("locks twice as long with each failure that follows, up to a quarter of an hour", () => {
  fail("admin", "192.0.2.1", 5);
  for (let lock = 0; lock < 7; lock += 1) {
    seconds(900);
    fail("admin", `192.0.2.${lock}`);
  }
  expect(locked.map(event => event.seconds)).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
});

it("does not count what is refused meanwhile", () => {
  fail("admin", "192.0.2.1", 100);
  expect(locked).toEqual([{ subject: "admin", seconds: 30 }]);
});

it("begins anew after a success, and after an hour without a failure", () => {
  fail("admin", "192.0.2.1", 4);
  lockout.succeeded("admin", "192.0.2.2");
  fail("admin", "192.0.2.1", 4);
  seconds(3600);
  fail("admin", "192.0.2.1", 4);
  expect(locked).toEqual([]);
});

it("locks an address that tries many names", () => {
  for (let name = 0; name < 20; name += 1) fail(`user${name}`, "192.0.2.1");
  expect(locked).toEqual([{ subject: "192.0.2.1", seconds: 30 }]);
  expect(lockout.isLocked("admin", "192.0.2.1")).toBe(true);
  expect(lockout.isLocked("admin", "192.0.2.2")).toBe(false);
});

it("takes an IPv6 network of 64 bits for one address, and IPv4 in IPv6 for IPv4", () => {
  for (let name = 0; name < 10; name += 1) fail(`user${name}`, `2001:db8::${name + 1}`);
  for (let name = 10; name < 20; name += 1) fail(`user${name}`, `2001:db8:0:0:${name}::1`);
  expect(lockout.isLocked("admin", "2001:db8::ffff")).toBe(true);
  expect(lockout.isLocked("admin", "2001:db8:0:1::1")).toBe(false);
  for (let name = 0; name < 20; name += 1) fail(`person${name}`, "::ffff:192.0.2.1");
  expect(lockout.isLocked("admin", "192.0.2.1")).toBe(true);
  for (let name = 0; name < 20; name += 1) fail(`one${name}`, "fe80::1%eth0");
  expect(lockout.isLocked("admin", "fe80::2%eth0")).toBe(false);
});

describe("an address from which the account has been logged in to", () => {
  beforeEach(() => lockout.succeeded("admin", "192.0.2.1"));

  it("is let in while strangers lock the account", () => {
    fail("admin", "198.51.100.1", 5);
    expect(lockout.isLocked("admin", "192.0.2.2")).toBe(true);
    expect(lockout.isLocked("admin", "192.0.2.1")).toBe(false);
  });

  it("is let in while others at the same address lock that", () => {
    for (let name = 0; name < 20; name += 1) fail(`user${name}`, "192.0.2.1");
    expect(lockout.isLocked("operator", "192.0.2.1")).toBe(true);
    expect(lockout.isLocked("admin", "192.0.2.1")).toBe(false);
  });

  it("is locked for its own failures, and locks nobody else", () => {
    fail("admin", "192.0.2.1", 5);
    expect(lockout.isLocked("admin", "192.0.2.1")).toBe(true);
    expect(lockout.isLocked("admin", "192.0.2.2")).toBe(false);
    expect(lockout.isLocked("operator", "192.0.2.1")).toBe(false);
  });

  it("makes the account one that is locked, until somebody unlocks it", () => {
    fail("admin", "192.0.2.1", 5);
    expect(lockout.isAccountLocked("admin")).toBe(true);
    lockout.unlockAccount("admin");
    expect(lockout.isAccountLocked("admin")).toBe(false);
    expect(lockout.isLocked("admin", "192.0.2.1")).toBe(false);
  });

  it("is a stranger again after a day", () => {
    seconds(24 * 3600);
    fail("admin", "198.51.100.1", 5);
    expect(lockout.isLocked("admin", "192.0.2.1")).toBe(true);
  });
});

it("keeps what is locked when a flood of other names comes", () => {
  fail("admin", "192.0.2.1", 5);
  for (let name = 0; name < 5000; name += 1) fail(`user${name}`, `10.${name >> 8}.${name & 0xff}.1`);
  expect(lockout.isLocked("admin", "192.0.2.9")).toBe(true);
});
