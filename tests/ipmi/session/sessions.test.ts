import { describe, expect, it } from "vitest";
import type { Accounts } from "../../../server/bmc/accounts.ts";
import { ipmiUnderTest } from "../support/ipmi-under-test.ts";

it("refuses logins when all sessions are taken, and throws nobody out", async () => {
  const { connect, login, bmc } = await ipmiUnderTest();
  const late = connect();
  late.open();
  late.rakp1();
  const consoles = Array.from({ length: bmc.sessions.capacity }, () => login("admin", 2));
  expect(late.rakp3()[1]).toBe(0x01);
  expect(connect().open()[1]).toBe(0x01);
  for (const console of consoles) expect(console.command(0x00, 0x01)[0]).toBe(0);
  consoles[0]?.command(0x06, 0x3c, idBytes(consoles[0].bmcSessionId));
  connect().login();
});

it("ends a session that has idled for 60 s", async () => {
  const { login, clock, bmc, seen } = await ipmiUnderTest();
  const console = login();
  clock.milliseconds += 59_999;
  expect(console.command(0x00, 0x01)[0]).toBe(0);
  clock.milliseconds += 60_000;
  expect(console.send(console.packet(console.request(0x00, 0x01)))).toEqual([]);
  expect(bmc.sessions.list()).toEqual([]);
  expect(seen.at(-1)).toMatchObject({ name: "sessionEnded", payload: { user: "admin", reason: "timeout" } });
});

it("is not kept alive by packets that prove nothing", async () => {
  const { login, clock, bmc } = await ipmiUnderTest();
  const console = login();
  clock.milliseconds += 59_000;
  const forged = {
    damage: (datagram: Buffer) => datagram.writeUInt8((datagram.at(-1) as number) ^ 1, datagram.length - 1),
  };
  console.send(console.packet(console.request(0x00, 0x01), forged));
  clock.milliseconds += 1000;
  expect(bmc.sessions.list()).toEqual([]);
});

it("gives sessions random IDs that are never 0", async () => {
  const draws = [Buffer.alloc(32), Buffer.alloc(4, 0), Buffer.from([1, 2, 3, 4])];
  const { connect } = await ipmiUnderTest({ random: size => draws.shift() ?? Buffer.alloc(size, 9) });
  const console = connect();
  console.open();
  expect(console.bmcSessionId).toBe(0x04030201);
});

it("numbers its packets in one ascending sequence", async () => {
  const { login } = await ipmiUnderTest();
  const console = login("admin", 2);
  for (let count = 0; count < 3; count += 1) console.command(0x06, 0x01);
  const sequences = console.received.slice(3).map(datagram => console.unwrap(datagram).sequence);
  expect(sequences).toEqual([1, 2, 3]);
});

it("makes room for a login by those that have idled too long", async () => {
  const { connect, login, bmc, clock } = await ipmiUnderTest();
  for (let count = 0; count < bmc.sessions.capacity; count += 1) login("admin", 2);
  clock.milliseconds += 60_000;
  connect().login();
});

describe("a change of an account", () => {
  const origin = { via: "test" };
  const loggedIn = async () => {
    const test = await ipmiUnderTest();
    const consoles = { admin: test.login(), operator: test.login("operator", 3) };
    const users = () => test.bmc.sessions.list().map(({ userName }) => userName);
    return { ...test, ...consoles, users, id: test.parts.accounts.find("operator")?.id ?? 0 };
  };

  it.each<[string, (accounts: Accounts, id: number) => unknown]>([
    ["another password", (accounts, id) => accounts.setPassword(id, "another", origin)],
    ["a lower role", (accounts, id) => accounts.setAccess(id, { role: "ReadOnly" }, origin)],
    ["its end of IPMI messaging", (accounts, id) => accounts.setAccess(id, { ipmiMessaging: false }, origin)],
    ["its disabling", (accounts, id) => accounts.setAccess(id, { enabled: false }, origin)],
    ["its removal", (accounts, id) => accounts.remove(id, origin)],
    ["another name", (accounts, id) => accounts.rename(id, "somebody", origin)],
  ])("to %s ends its sessions and no others", async (_, change) => {
    const { operator, users, seen, parts, id } = await loggedIn();
    change(parts.accounts, id);
    expect(users()).toEqual(["admin"]);
    expect(seen).toContainEqual({
      name: "sessionEnded",
      payload: expect.objectContaining({ user: "operator", reason: "evicted" }),
    });
    expect(operator.send(operator.packet(operator.request(0x00, 0x01)))).toEqual([]);
  });

  it("that gives it more ends none", async () => {
    const { users, parts, id } = await loggedIn();
    parts.accounts.setAccess(id, { role: "Administrator" }, origin);
    expect(users()).toEqual(["admin", "operator"]);
  });

  it("leaves the session that has asked for it, and ends the account's others", async () => {
    const { admin, login, users, parts } = await loggedIn();
    login();
    const id = parts.accounts.find("admin")?.id ?? 0;
    const password = [...Buffer.from("another".padEnd(16, "\0"))];
    expect(admin.command(0x06, 0x47, [id, 0x02, ...password])).toEqual([0]);
    expect(parts.accounts.password("admin")).toBe("another");
    expect(users()).toEqual(["admin", "operator"]);
    expect(admin.command(0x00, 0x01)[0]).toBe(0);
  });
});

function idBytes(id: number): number[] {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(id);
  return [...data];
}
