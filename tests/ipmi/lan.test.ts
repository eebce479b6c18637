import { expect, it } from "vitest";
import { ipmiUnderTest } from "./support/ipmi-under-test.ts";
import { lanRequest, type PacketOptions, type RemoteConsole } from "./support/remote-console.ts";

const getChassisStatus = [0x00, 0x01] as const;
const powerOff = [0x00, 0x02, [0x00]] as const;

/** How many answers a power-off gets; the calls of the hypervisor tell what it did. */
const tryPowerOff = (console: RemoteConsole, options: PacketOptions) =>
  console.send(console.packet(console.request(...powerOff), options));

const ipmi15 = (message: Buffer, sessionId = 0): Buffer => {
  const header = Buffer.alloc(10);
  header.writeUInt32LE(sessionId, 5);
  header[9] = message.length;
  return Buffer.concat([Buffer.from([0x06, 0x00, 0xff, 0x07]), header, message]);
};

it("answers a presence ping with a pong that has its tag", async () => {
  const { connect } = await ipmiUnderTest();
  const [pong] = connect().send(Buffer.from("0600ff06000011be80420000", "hex"));
  expect(pong?.toString("hex")).toBe(
    "0600ff06000011be40420010000011be00000000810000000000000000".slice(0, 56),
  );
});

it("acknowledges an RMCP message that asks for it, and answers no acknowledgement", async () => {
  const { connect } = await ipmiUnderTest();
  const console = connect();
  const [ack, pong] = console.send(Buffer.from("06000506000011be80420000", "hex"));
  expect(ack?.toString("hex")).toBe("06000586");
  expect(pong?.length).toBe(28);
  expect(console.send(Buffer.from("0600058600", "hex"))).toEqual([]);
});

it("tells its authentication capabilities before a session, in both wrappers", async () => {
  const { connect } = await ipmiUnderTest();
  const console = connect();
  const request = lanRequest(0x06, 0x38, [0x8e, 0x04], 1);
  const [wrapped] = console.send(ipmi15(request));
  expect(wrapped?.subarray(20, -1)).toEqual(Buffer.from([0, 1, 0x80, 0x04, 0x02, 0, 0, 0, 0]));
  expect(console.exchange(0x00, request).subarray(6, -1)).toEqual(wrapped?.subarray(20, -1));
});

it("lists its cipher suites before a session", async () => {
  const { connect } = await ipmiUnderTest();
  const answer = connect().exchange(0x00, lanRequest(0x06, 0x54, [0x0e, 0x00, 0x80], 1));
  expect(answer.subarray(6, -1).toString("hex")).toBe("0001c003014181c011034481");
});

it("drops every other command before a session", async () => {
  const { connect, hypervisor, dispatcher } = await ipmiUnderTest();
  const console = connect();
  for (let netFn = 0; netFn < 0x40; netFn += 2) {
    for (let cmd = 0; cmd < 0x100; cmd += 1) {
      if (dispatcher.find(netFn, cmd, Buffer.alloc(0))?.privilege === 0) continue;
      const message = lanRequest(netFn, cmd, netFn === 0 && cmd === 2 ? [0] : [], 1);
      expect(console.send(console.sessionless(0x00, message))).toEqual([]);
      expect(console.send(ipmi15(message))).toEqual([]);
      expect(console.send(ipmi15(message, 0x1234))).toEqual([]);
    }
  }
  expect(hypervisor.calls).toEqual([]);
});

it("drops commands of a login that has not passed RAKP", async () => {
  const { connect, hypervisor } = await ipmiUnderTest();
  const console = connect();
  console.open();
  expect(
    console.send(console.packet(console.request(...powerOff), { encrypted: false, authenticated: false })),
  ).toEqual([]);
  console.rakp1();
  expect(
    console.send(console.packet(console.request(...powerOff), { encrypted: false, authenticated: false })),
  ).toEqual([]);
  expect(hypervisor.calls).toEqual([]);
});

it.each<[string, PacketOptions]>([
  ["has a wrong AuthCode", { damage: it => it.writeUInt8((it.at(-1) as number) ^ 0x01, it.length - 1) }],
  ["was changed on the way", { damage: it => it.writeUInt8((it[20] as number) ^ 0x80, 20) }],
  ["is not encrypted", { encrypted: false }],
  ["is not authenticated", { authenticated: false }],
  ["is neither", { encrypted: false, authenticated: false }],
  ["does not say that it is encrypted", { flags: 0x40 }],
  ["does not say that it is authenticated", { flags: 0x80 }],
  ["lies beyond the window", { sequence: 50 }],
  ["has session sequence number 0", { sequence: 0 }],
])("drops a packet in a session that %s", async (_, options) => {
  const { login, hypervisor } = await ipmiUnderTest();
  const console = login();
  expect(tryPowerOff(console, options)).toEqual([]);
  expect(hypervisor.calls).toEqual([]);
  expect(console.command(...getChassisStatus)[0]).toBe(0);
});

it("drops a message whose checksum is wrong or that is for somebody else", async () => {
  const { login } = await ipmiUnderTest();
  const console = login();
  for (const index of [0, 2, 8]) {
    const message = console.request(0x06, 0x38, [0x0e, 0x04]);
    message.writeUInt8((message[index] as number) ^ 0x02, index);
    expect(console.send(console.packet(message))).toEqual([]);
  }
});

it("drops an exact repetition of a packet", async () => {
  const { login, hypervisor } = await ipmiUnderTest();
  const console = login();
  const before = console.received.length;
  const packet = console.packet(console.request(0x00, 0x02, [0x03]));
  console.send(packet);
  await answers(console, before + 1);
  expect(console.send(packet)).toEqual([]);
  expect(hypervisor.calls.filter(call => call === "reset")).toEqual(["reset"]);
});

it("executes a request once that comes again under a new session sequence number, and answers both", async () => {
  const { login, hypervisor } = await ipmiUnderTest();
  const console = login();
  const before = console.received.length;
  const message = console.request(0x00, 0x02, [0x03]);
  console.send(console.packet(message));
  await answers(console, before + 1);
  console.send(console.packet(message));
  const both = console.received.slice(before).map(it => console.unwrap(it));
  expect(both.map(({ payload }) => payload[6])).toEqual([0, 0]);
  expect(both[1]?.payload).toEqual(both[0]?.payload);
  expect(both[1]?.sequence).not.toBe(both[0]?.sequence);
  expect(hypervisor.calls.filter(call => call === "reset")).toEqual(["reset"]);
});

it("executes a request once that comes again while it is being executed, and answers when it is done", async () => {
  const { login, machine, hypervisor } = await ipmiUnderTest();
  const console = login();
  const message = console.request(0x00, 0x02, [0x03]);
  const before = console.received.length;
  console.send(console.packet(message));
  console.send(console.packet(message));
  console.send(console.packet(message));
  expect(console.received.length).toBe(before);
  await answers(console, before + 1);
  expect(hypervisor.calls.filter(call => call === "reset")).toEqual(["reset"]);
  expect(machine.powerState).toBe("on");
});

it("executes the same bytes anew after 5 s, and when the request sequence has come round", async () => {
  const { login, seen, clock } = await ipmiUnderTest();
  const console = login();
  const identify = console.request(0x00, 0x04, [0x00]);
  const executed = () => seen.filter(({ name }) => name === "identifyChanged").length;
  console.send(console.packet(identify));
  expect(executed()).toBe(1);
  clock.milliseconds += 5000;
  console.send(console.packet(identify));
  expect(executed()).toBe(2);
  for (let count = 0; count < 63; count += 1) console.command(...getChassisStatus);
  console.send(console.packet(identify));
  expect(executed()).toBe(3);
});

it("drops commands after Close Session", async () => {
  const { login, hypervisor, seen } = await ipmiUnderTest();
  const console = login();
  const id = Buffer.alloc(4);
  id.writeUInt32LE(console.bmcSessionId);
  expect(console.command(0x06, 0x3c, [...id])).toEqual([0]);
  expect(tryPowerOff(console, {})).toEqual([]);
  expect(hypervisor.calls).toEqual([]);
  expect(seen.at(-1)).toMatchObject({ name: "sessionEnded", payload: { reason: "logout" } });
});

it("answers with the request's sequence and both LUNs, addresses swapped", async () => {
  const { login } = await ipmiUnderTest();
  const console = login();
  const message = lanRequest(0x06, 0x01, [], 0x2a, 2);
  const [answer] = console.send(console.packet(message));
  const { payload } = console.unwrap(answer as Buffer);
  expect([...payload.subarray(0, 2)]).toEqual([0x81, 0x07 << 2]);
  expect([...payload.subarray(3, 7)]).toEqual([0x20, (0x2a << 2) | 2, 0x01, 0xc2]);
});

it("answers to where a session's latest authentic packet came from", async () => {
  const { login, lan } = await ipmiUnderTest();
  const console = login();
  const elsewhere: Buffer[] = [];
  const peer = { address: "127.0.0.9", port: 7, send: (datagram: Buffer) => elsewhere.push(datagram) };
  lan.receive(console.packet(console.request(...getChassisStatus)), peer);
  expect(elsewhere).toHaveLength(1);
});

it("takes from a session what its account loses meanwhile", async () => {
  const { login, bmc, parts } = await ipmiUnderTest();
  const console = login();
  const account = parts.accounts.find("admin");
  const find = parts.accounts.find.bind(parts.accounts);
  parts.accounts.find = name => (name === "admin" && account ? { ...account, role: "ReadOnly" } : find(name));
  expect(console.command(...powerOff)).toEqual([0xd4]);
  parts.accounts.find = () => undefined;
  expect(console.send(console.packet(console.request(...getChassisStatus)))).toEqual([]);
  expect(bmc.sessions.list()).toEqual([]);
});

it("sends strangers never much more than they sent", async () => {
  const { connect } = await ipmiUnderTest();
  const console = connect();
  const requests = [
    ipmi15(lanRequest(0x06, 0x38, [0x8e, 4], 1)),
    console.sessionless(0, lanRequest(0x06, 0x38, [0x8e, 4], 1)),
    console.sessionless(0, lanRequest(0x06, 0x54, [0x0e, 0, 0x80], 1)),
    console.sessionless(0, lanRequest(0x06, 0x37, [], 1)),
    console.sessionless(0x10, console.openRequest()),
  ];
  console.open();
  requests.push(console.sessionless(0x12, console.rakp1Request()));
  for (const request of requests) {
    const answered = console.send(request).reduce((sum, { length }) => sum + length, 0);
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThanOrEqual(2 * request.length);
  }
});

const answers = (console: RemoteConsole, count: number) =>
  expect.poll(() => console.received.length, { interval: 1 }).toBe(count);
