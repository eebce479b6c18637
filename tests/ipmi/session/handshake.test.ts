import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { ipmiUnderTest } from "../support/ipmi-under-test.ts";

const status = (response: Buffer): number => response[1] as number;

it.each([3, 17, 8, 16, 2, 15, 1] as const)("logs in with suite %i", async suite => {
  const { connect, bmc, seen } = await ipmiUnderTest({ security: { cipherSuites: [suite] } });
  const console = connect("admin", { suite });
  console.login();
  expect(bmc.sessions.list()).toMatchObject([{ userName: "admin", privilege: 2, limit: 4 }]);
  expect(seen.map(({ name }) => name)).toContain("sessionCreated");
});

it("returns the real maximum privilege when the console asks for the highest there is", async () => {
  const { connect } = await ipmiUnderTest();
  expect(connect().open(0)[2]).toBe(4);
  expect(connect().open(3)[2]).toBe(3);
  expect(status(connect().open(5))).toBe(0x09);
});

it("answers 11h for every combination of algorithms that is not offered", async () => {
  const { connect } = await ipmiUnderTest();
  const refused = [
    [0, 0, 0],
    [1, 0, 0],
    [1, 1, 0],
    [2, 2, 1],
    [3, 0, 0],
    [3, 4, 0],
    [1, 4, 1],
    [1, 1, 2],
  ];
  for (const numbers of refused) {
    const console = connect();
    expect(status(console.exchange(0x10, console.openRequest(0, numbers)))).toBe(0x11);
  }
});

it("chooses the best suite where the console leaves the choice to the BMC", async () => {
  const { connect } = await ipmiUnderTest();
  const console = connect();
  const request = console.openRequest();
  for (const algorithm of [8, 16, 24]) request.fill(0, algorithm + 3, algorithm + 8);
  const response = console.exchange(0x10, request);
  expect([response[16], response[24], response[32]]).toEqual([3, 4, 1]);
});

it("proves in RAKP 2 that it knows the password, with the system's GUID", async () => {
  const { connect } = await ipmiUnderTest();
  const console = connect();
  console.open();
  const rakp2 = console.rakp1();
  expect(rakp2.subarray(40)).toEqual(console.expectedRakp2Code);
  expect(Buffer.from(console.guid).reverse().toString("hex")).toBe("0123456789ab4cde8f0123456789abcd");
});

it("does not tell in RAKP 2 whether a user exists", async () => {
  const { connect } = await ipmiUnderTest();
  const lengths = ["admin", "nobody", "gone"].map(user => {
    const console = connect(user);
    console.open();
    const rakp2 = console.rakp1();
    expect(status(rakp2)).toBe(0);
    return rakp2.length;
  });
  expect(new Set(lengths).size).toBe(1);
});

it.each(["admin", "nobody", "gone"])(
  "refuses %s without the right password with 0Fh and tells of it",
  async user => {
    const { connect, seen, bmc } = await ipmiUnderTest();
    const console = connect(user, user === "admin" ? { password: "wrong" } : {});
    console.open();
    console.rakp1();
    expect(status(console.rakp3())).toBe(0x0f);
    expect(seen.filter(({ name }) => name === "loginFailed").map(({ payload }) => payload)).toEqual([
      { user, via: "ipmi", address: "127.0.0.1" },
    ]);
    expect(bmc.sessions.list()).toEqual([]);
  },
);

it("lets nobody in on the key that stands in for an unknown user", async () => {
  const secret = Buffer.alloc(32, 5);
  const { connect, bmc } = await ipmiUnderTest({
    random: size => (size === 32 ? secret : Buffer.alloc(size, 6)),
  });
  const key = createHmac("sha256", secret).update("nobody").digest().subarray(0, 20);
  const console = connect("nobody", { password: key });
  console.open();
  console.rakp1();
  expect(status(console.rakp3())).toBe(0x0f);
  expect(bmc.sessions.list()).toEqual([]);
});

it("lets nobody in on the head of a password that is too long for IPMI", async () => {
  const { connect, bmc, parts } = await ipmiUnderTest();
  parts.accounts.seedAdministrator("admin", "x".repeat(24));
  const console = connect("admin", { password: "x".repeat(20) });
  console.open();
  console.rakp1();
  expect(status(console.rakp3())).toBe(0x0f);
  expect(bmc.sessions.list()).toEqual([]);
});

it("limits the session to what the account may do", async () => {
  const { connect } = await ipmiUnderTest();
  const console = connect("operator");
  console.login();
  expect(console.command(0x06, 0x3b, [4])).toEqual([0x81]);
  expect(console.command(0x06, 0x3b, [3])).toEqual([0, 3]);
});

it("limits the session to the role that was asked for", async () => {
  const { connect } = await ipmiUnderTest();
  const console = connect("admin", { role: 0x12 });
  console.login();
  expect(console.command(0x06, 0x3b, [3])).toEqual([0x81]);
});

it("looks a user up by name and privilege when the role says so", async () => {
  const { connect } = await ipmiUnderTest();
  connect("operator", { role: 0x03 }).login();
  const other = connect("operator", { role: 0x04 });
  other.open();
  other.rakp1();
  expect(status(other.rakp3())).toBe(0x0f);
});

it("answers 09h for a role that is none and 0Ch for a name of the wrong length", async () => {
  const { connect } = await ipmiUnderTest();
  const console = connect("admin", { role: 0x10 });
  console.open();
  expect(status(console.rakp1())).toBe(0x09);
  const long = connect("a".repeat(17));
  long.open();
  expect(status(long.rakp1())).toBe(0x0c);
});

it("answers a repeated message of a login with the same bytes", async () => {
  const { connect, bmc } = await ipmiUnderTest();
  const console = connect();
  const twice = (type: number, payload: Buffer) => {
    const [first, second] = [console.exchange(type, payload), console.exchange(type, payload)];
    expect(second).toEqual(first);
    return first;
  };
  console.bmcSessionId = twice(0x10, console.openRequest()).readUInt32LE(8);
  console.bmcRandom = twice(0x12, console.rakp1Request()).subarray(8, 24);
  expect(status(twice(0x14, console.rakp3Request()))).toBe(0);
  expect(bmc.sessions.list()).toHaveLength(1);
});

it("begins a new login for the same Open Session Request once the first has gone on", async () => {
  const { connect } = await ipmiUnderTest();
  const console = connect();
  console.login();
  const first = console.bmcSessionId;
  console.login();
  expect(console.bmcSessionId).not.toBe(first);
});

it("answers 02h for a login that does not exist, is over or has expired", async () => {
  const { connect, clock } = await ipmiUnderTest();
  const console = connect();
  expect(status(console.rakp1())).toBe(0x02);
  console.open();
  clock.milliseconds += 10_000;
  expect(status(console.rakp1())).toBe(0x02);
  console.login();
  const another = console.rakp3Request(9);
  another[8] = (another[8] as number) ^ 0x01;
  expect(status(console.exchange(0x14, another))).toBe(0x02);
});

it("answers a repeated RAKP message under the tag that it then has", async () => {
  const { connect, bmc } = await ipmiUnderTest();
  const console = connect();
  console.open();
  const rakp2 = console.rakp1();
  const again = console.exchange(0x12, console.rakp1Request(77));
  expect([again[0], again.subarray(1)]).toEqual([77, rakp2.subarray(1)]);
  const rakp4 = console.rakp3();
  const late = console.exchange(0x14, console.rakp3Request(78));
  expect([late[0], late.subarray(1)]).toEqual([78, rakp4.subarray(1)]);
  expect(bmc.sessions.list()).toHaveLength(1);
});

it("ends a login whose console reports a failure, without an answer", async () => {
  const { connect, seen } = await ipmiUnderTest();
  const console = connect();
  console.open();
  console.rakp1();
  const failure = console.rakp3Request();
  failure[1] = 0x0f;
  expect(console.send(console.sessionless(0x14, failure))).toEqual([]);
  expect(seen.at(-1)).toMatchObject({ name: "loginFailed", payload: { user: "admin" } });
  expect(status(console.rakp3())).toBe(0x02);
});
