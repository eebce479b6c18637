import { expect, it } from "vitest";
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

function idBytes(id: number): number[] {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(id);
  return [...data];
}
