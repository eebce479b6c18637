import { describe, expect, it } from "vitest";
import { ipmiUnderTest } from "./support/ipmi-under-test.ts";
import { lanRequest, type PacketOptions, type RemoteConsole } from "./support/remote-console.ts";

const powerOff = [0x00, 0x02, [0x00]] as const;
const reset = [0x00, 0x02, [0x03]] as const;
const getChassisStatus = [0x00, 0x01] as const;
const plain = { encrypted: false, authenticated: false };
const status = (response: Buffer): number => response[1] as number;
const ipmi15Header = Buffer.from([0x06, 0, 0xff, 0x07, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

const powerOffPacket = (console: RemoteConsole, options: PacketOptions = {}): Buffer =>
  console.packet(console.request(...powerOff), options);
const idBytes = (id: number): number[] => [0, 8, 16, 24].map(shift => (id >>> shift) & 0xff);

/** What other servers were seen to fall for, one by one. */
describe("switches nothing off for", () => {
  const expectNothing = async (probe: (test: Awaited<ReturnType<typeof ipmiUnderTest>>) => Buffer[]) => {
    const test = await ipmiUnderTest();
    expect(probe(test)).toEqual([]);
    await new Promise(resolve => setImmediate(resolve));
    expect(test.hypervisor.calls).toEqual([]);
    expect(test.machine.powerState).toBe("on");
  };

  it("an unauthenticated RMCP+ packet outside of sessions", () =>
    expectNothing(({ connect }) => {
      const console = connect();
      return console.send(console.sessionless(0x00, lanRequest(...powerOff, 1)));
    }));

  it("the same in IPMI 1.5's wrapper with authentication NONE", () =>
    expectNothing(({ connect }) => {
      const message = lanRequest(...powerOff, 1);
      return connect().send(Buffer.concat([ipmi15Header, Buffer.from([message.length]), message]));
    }));

  it("a sender that skips RAKP", () =>
    expectNothing(({ connect }) => {
      const console = connect();
      console.open();
      return [plain, { encrypted: false }].flatMap(options => console.send(powerOffPacket(console, options)));
    }));

  it.each<[string, PacketOptions]>([
    ["a wrong AuthCode", { damage: it => it.writeUInt8((it.at(-1) as number) ^ 1, it.length - 1) }],
    ["a plaintext packet in an encrypted session", { encrypted: false }],
    ["an unauthenticated packet in a session", { authenticated: false }],
    ["a packet in a session that is neither", plain],
    ["a session sequence number 16 ahead", { sequence: 17 }],
  ])("%s", (_, options) =>
    expectNothing(({ login }) => {
      const console = login();
      return console.send(powerOffPacket(console, options));
    }),
  );

  it("a very old session sequence number", () =>
    expectNothing(({ login }) => {
      const console = login();
      for (let count = 0; count < 40; count += 1) console.command(...getChassisStatus);
      return console.send(powerOffPacket(console, { sequence: 2 }));
    }));

  it("a session after Close Session", () =>
    expectNothing(({ login }) => {
      const console = login();
      console.command(0x06, 0x3c, idBytes(console.bmcSessionId));
      return console.send(powerOffPacket(console));
    }));

  it("a message with a wrong checksum", () =>
    expectNothing(({ login }) => {
      const console = login();
      const message = console.request(...powerOff);
      message.writeUInt8((message.at(-1) as number) ^ 1, message.length - 1);
      return console.send(console.packet(message));
    }));
});

it("takes a session sequence number 15 ahead and not the same once more", async () => {
  const console = (await ipmiUnderTest()).login("reader", 2);
  const packet = console.packet(console.request(...getChassisStatus), { sequence: 15 });
  expect(console.send(packet)).toHaveLength(1);
  expect(console.send(packet)).toEqual([]);
});

it("resets once for a reset that is sent once, doubled on the way and repeated", async () => {
  const { login, hypervisor } = await ipmiUnderTest();
  const console = login();
  const message = console.request(...reset);
  const packet = console.packet(message);
  const before = console.received.length;
  for (const datagram of [packet, packet, console.packet(message)]) console.send(datagram);
  await expect.poll(() => console.received.length, { interval: 1 }).toBeGreaterThan(before);
  console.send(console.packet(message));
  expect(hypervisor.calls.filter(call => call === "reset")).toHaveLength(1);
});

it("begins every session as User and keeps readers there", async () => {
  const { login } = await ipmiUnderTest();
  expect(login("admin", 2).command(...powerOff)).toEqual([0xd4]);
  const reader = login("reader", 2);
  expect(reader.command(...powerOff)).toEqual([0xd4]);
  expect(reader.command(0x06, 0x3b, [4])).toEqual([0x81]);
});

it("answers an authentic packet from another port to that port", async () => {
  const { login, lan } = await ipmiUnderTest();
  const console = login();
  const answers: Buffer[] = [];
  const peer = { address: "127.0.0.1", port: 9, send: (datagram: Buffer) => answers.push(datagram) };
  lan.receive(console.packet(console.request(...getChassisStatus)), peer);
  expect(answers).toHaveLength(1);
});

it("tells nobody in RAKP which users there are, and shows the same GUID each time", async () => {
  const { connect } = await ipmiUnderTest();
  const seen = ["admin", "nobody", "gone", ""].map(user => {
    const console = connect(user, { password: "wrong" });
    console.open();
    const rakp2 = console.rakp1();
    return [status(rakp2), rakp2.length, console.guid.toString("hex"), status(console.rakp3())];
  });
  expect(new Set(seen.map(answers => answers.join())).size).toBe(1);
  expect(seen[0]).toMatchObject([0, expect.anything(), expect.anything(), 0x0f]);
});

it("answers a presence ping, before and after log-ins from the same port", async () => {
  const { connect } = await ipmiUnderTest();
  const console = connect();
  const pong = () => console.send(Buffer.from("0600ff06000011be80420000", "hex"));
  expect(pong()).toHaveLength(1);
  console.login();
  expect(pong()).toHaveLength(1);
});

it("lets a second user log in from the same port", async () => {
  const { connect, bmc } = await ipmiUnderTest();
  connect("admin", { port: 7777 }).login();
  connect("operator", { port: 7777 }).login();
  expect(bmc.sessions.list().map(({ userName }) => userName)).toEqual(["admin", "operator"]);
});

it("holds 60 sessions at once, and refuses the next in order", async () => {
  const { login, connect } = await ipmiUnderTest();
  const consoles = Array.from({ length: 60 }, () => login("admin", 2));
  for (const console of consoles) expect(console.command(...getChassisStatus)[0]).toBe(0);
  expect(status(connect().open())).toBe(0x01);
});

it("lets a login in after 70 half-open ones", async () => {
  const { connect } = await ipmiUnderTest();
  for (let count = 0; count < 70; count += 1) connect().open();
  connect().login();
});
