import { expect, it, vi } from "vitest";
import { ipmiUnderTest } from "../support/ipmi-under-test.ts";
import type { RemoteConsole } from "../support/remote-console.ts";

const activate = (console: RemoteConsole, auxiliary = 0xc0, instance = 1) =>
  console.command(0x06, 0x48, [0x01, instance, auxiliary, 0, 0, 0]);
const deactivate = (console: RemoteConsole, instance = 1) =>
  console.command(0x06, 0x49, [0x01, instance, 0, 0, 0, 0]);
const encryption = (console: RemoteConsole, operation: number, instance = 1) =>
  console.command(0x06, 0x55, [0x01, instance, operation]);
/** SOL configuration parameter 2 with the lowest level that may activate. */
const authentication = (flags: number, privilege = 3) => [0x01, 0x02, flags | privilege];
const deactivating = Buffer.from([0, 0, 0, 0x10]);

it("activates with a response of 12 bytes that names payload sizes and the advertised port", async () => {
  const { login } = await ipmiUnderTest();
  expect(activate(login())).toEqual([0, 0, 0, 0, 0, 0x03, 0x01, 0x03, 0x01, 0x6f, 0x02, 0xff, 0xff]);
});

it("carries what the guest prints and what the console types, encrypted", async () => {
  const { login, serial } = await ipmiUnderTest();
  const console = login();
  activate(console);
  serial.print("login: ");
  expect(console.solPackets.at(-1)?.toString("latin1")).toBe("\x01\x00\x00\x00login: ");
  console.sendSol(Buffer.from("\x01\x01\x07\x00root"));
  expect(serial.typed).toBe("root");
});

it("answers 80h while another session has it, and 84h without encryption", async () => {
  const { login } = await ipmiUnderTest();
  const [one, two] = [login(), login()];
  expect(activate(two, 0x40)).toEqual([0x84]);
  activate(one);
  expect(activate(two)).toEqual([0x80]);
  expect(activate(one)[0]).toBe(0);
});

it("takes no packets that anybody can forge", async () => {
  const { login } = await ipmiUnderTest();
  const console = login();
  expect(await console.commandLater(0x0c, 0x21, authentication(0x80))).toEqual([0xcc]);
  expect(activate(console, 0x80)).toEqual([0xcc]);
});

it("leaves encryption to the console when it is not forced", async () => {
  const { login, serial } = await ipmiUnderTest();
  const console = login();
  expect(await console.commandLater(0x0c, 0x21, authentication(0x40))).toEqual([0]);
  expect(activate(console, 0x40)[0]).toBe(0);
  serial.print("login: ");
  const datagram = console.received.at(-1) as Buffer;
  expect(datagram[5]).toBe(0x41);
  expect(datagram.toString("latin1")).toContain("login: ");
  const plain = { payloadType: 1, encrypted: false };
  console.send(console.packet(Buffer.from("\x01\x00\x00\x00ls"), plain));
  expect(serial.typed).toBe("ls");
  // Commands stay encrypted.
  expect(console.send(console.packet(console.request(0x06, 0x01), { encrypted: false }))).toEqual([]);
  deactivate(console);
  console.send(console.packet(Buffer.from("\x02\x00\x00\x00rm"), plain));
  expect(serial.typed).toBe("ls");
});

it("suspends encryption and resumes it where it is not forced", async () => {
  const { login, serial } = await ipmiUnderTest();
  const console = login();
  expect(encryption(console, 0)).toEqual([0x83]);
  activate(console);
  expect(encryption(console, 0)).toEqual([0x81]);
  expect(await console.commandLater(0x0c, 0x21, authentication(0x40))).toEqual([0]);
  expect(encryption(console, 0)).toEqual([0]);
  serial.print("a");
  expect(console.received.at(-1)?.[5]).toBe(0x41);
  expect(encryption(console, 1)).toEqual([0]);
  console.sendSol([0, 1, 1, 0]);
  serial.print("b".repeat(255));
  expect(console.received.at(-1)?.[5]).toBe(0xc1);
  expect(encryption(console, 2)).toEqual([0]);
  expect(encryption(console, 3)).toEqual([0xcc]);
  expect(encryption(login(), 0)).toEqual([0xd4]);
  expect(console.command(0x06, 0x55, [0x00, 0x01, 0x00])).toEqual([0x80]);
});

it("answers 81h while SOL is disabled", async () => {
  const console = (await ipmiUnderTest()).login();
  expect(await console.commandLater(0x0c, 0x21, [0x01, 0x01, 0x00])).toEqual([0]);
  expect(activate(console)).toEqual([0x81]);
  expect(await console.commandLater(0x0c, 0x21, [0x01, 0x01, 0x01])).toEqual([0]);
  expect(activate(console)[0]).toBe(0);
});

it("answers 81h for other payloads and 82h for other instances", async () => {
  const console = (await ipmiUnderTest()).login();
  expect(console.command(0x06, 0x48, [0x02, 0x01, 0xc0, 0, 0, 0])).toEqual([0x81]);
  expect(activate(console, 0xc0, 5)).toEqual([0x82]);
  expect(activate(console, 0xc0, 0)).toEqual([0x82]);
  expect(console.command(0x06, 0x49, [0x02, 0x01, 0, 0, 0, 0])).toEqual([0x81]);
});

it("is for whom the configured privilege level lets in", async () => {
  const { login } = await ipmiUnderTest();
  const [admin, operator, reader] = [login(), login("operator", 3), login("reader", 2)];
  expect(activate(reader)).toEqual([0xd4]);
  await admin.commandLater(0x0c, 0x21, authentication(0xc0, 2));
  expect(activate(reader)[0]).toBe(0);
  deactivate(reader);
  await admin.commandLater(0x0c, 0x21, authentication(0xc0, 4));
  expect(activate(operator)).toEqual([0xd4]);
});

it("gives further consoles instances of their own, and one session no more than one", async () => {
  const { login, serial } = await ipmiUnderTest();
  const [one, two] = [login(), login("operator", 3)];
  activate(one);
  expect(activate(two, 0xc0, 3)[0]).toBe(0);
  expect(activate(two, 0xc0, 2)).toEqual([0x82]);
  serial.print("login: ");
  expect(one.solPackets.at(-1)?.toString("latin1", 4)).toBe("login: ");
  expect(two.solPackets.at(-1)?.toString("latin1", 4)).toBe("login: ");
  expect(one.command(0x06, 0x4a, [0x01])).toEqual([0, 4, 0b101, 0]);
  expect(deactivate(two, 3)).toEqual([0]);
  expect(one.command(0x06, 0x4a, [0x01])).toEqual([0, 4, 0b001, 0]);
});

it("goes to an administrator who activates it once its owner has stopped answering", async () => {
  const { login, serial } = await ipmiUnderTest();
  const [owner, operator, admin] = [login(), login("operator", 3), login()];
  await owner.commandLater(0x0c, 0x21, [0x01, 0x04, 0x01, 0x01]);
  activate(owner);
  serial.print("a");
  expect(activate(admin)).toEqual([0x80]);
  await vi.waitFor(() => expect(owner.solPackets).toHaveLength(2));
  await vi.waitFor(() => expect(activate(admin)[0]).toBe(0));
  expect(owner.solPackets.at(-1)).toEqual(deactivating);
  expect(activate(operator)).toEqual([0x80]);
});

it("is deactivated by its own session without a word, and by an administrator's with one", async () => {
  const { login, serial } = await ipmiUnderTest();
  const [operator, admin] = [login("operator", 3), login()];
  activate(operator);
  expect(deactivate(operator)).toEqual([0]);
  expect(operator.solPackets).toEqual([]);
  expect(deactivate(operator)).toEqual([0x80]);
  activate(operator);
  expect(deactivate(admin)).toEqual([0]);
  expect(operator.solPackets).toEqual([deactivating]);
  serial.print("nobody sees this");
  expect(operator.solPackets).toHaveLength(1);
});

it("is taken from another user only by an administrator", async () => {
  const { login } = await ipmiUnderTest();
  const [admin, operator] = [login(), login("operator", 3)];
  activate(admin);
  expect(deactivate(operator)).toEqual([0xd4]);
});

it("ends with its session, however that ends", async () => {
  const { login, clock, bmc } = await ipmiUnderTest();
  const silent = login();
  activate(silent);
  clock.milliseconds += 60_000;
  bmc.sessions.sweep();
  const next = login();
  expect(activate(next)[0]).toBe(0);
  const id = Buffer.alloc(4);
  id.writeUInt32LE(next.bmcSessionId);
  next.send(next.packet(next.request(0x06, 0x3c, [...id])));
  expect([...bmc.serialOverLan.activations]).toEqual([]);
});

it("tells a console that types into a payload that is not active", async () => {
  const { login, serial } = await ipmiUnderTest();
  const console = login();
  console.sendSol(Buffer.from("\x01\x00\x00\x00ls"));
  expect(console.solPackets).toEqual([deactivating]);
  console.sendSol([0, 1, 2, 0]);
  expect(console.solPackets).toHaveLength(1);
  expect(serial.typed).toBe("");
});

it("shows who has it", async () => {
  const { login } = await ipmiUnderTest();
  const console = login();
  const id = Buffer.alloc(4);
  id.writeUInt32LE(console.bmcSessionId);
  expect(console.command(0x06, 0x4a, [0x01])).toEqual([0, 4, 0, 0]);
  expect(console.command(0x06, 0x4b, [0x01, 0x01])).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
  activate(console);
  expect(console.command(0x06, 0x4a, [0x01])).toEqual([0, 4, 1, 0]);
  expect(console.command(0x06, 0x4b, [0x01, 0x01])).toEqual([0, ...id, 1, 0, 0, 0, 0, 0, 0, 0]);
  expect(console.command(0x06, 0x4a, [0x02])).toEqual([0, 0, 0, 0]);
});

it("survives a power cycle", async () => {
  const { login, serial } = await ipmiUnderTest();
  const console = login();
  activate(console);
  serial.connected = false;
  console.sendSol(Buffer.from("\x01\x00\x00\x00lost"));
  serial.connected = true;
  serial.print("SeaBIOS");
  expect(console.solPackets.at(-1)?.toString("latin1", 4)).toBe("SeaBIOS");
});
