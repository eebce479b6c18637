import { expect, it } from "vitest";
import { ipmiUnderTest } from "../support/ipmi-under-test.ts";
import type { RemoteConsole } from "../support/remote-console.ts";

const activate = (console: RemoteConsole, auxiliary = 0xc0) =>
  console.command(0x06, 0x48, [0x01, 0x01, auxiliary, 0, 0, 0]);
const deactivate = (console: RemoteConsole) => console.command(0x06, 0x49, [0x01, 0x01, 0, 0, 0, 0]);
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

it("answers 81h for other payloads and 82h for other instances", async () => {
  const console = (await ipmiUnderTest()).login();
  expect(console.command(0x06, 0x48, [0x02, 0x01, 0xc0, 0, 0, 0])).toEqual([0x81]);
  expect(console.command(0x06, 0x48, [0x01, 0x02, 0xc0, 0, 0, 0])).toEqual([0x82]);
  expect(console.command(0x06, 0x49, [0x02, 0x01, 0, 0, 0, 0])).toEqual([0x81]);
});

it("is not for those who may only read", async () => {
  const { login } = await ipmiUnderTest();
  expect(activate(login("reader", 2))).toEqual([0xd4]);
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
  expect(bmc.serialOverLan.owner).toBeUndefined();
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
  expect(console.command(0x06, 0x4a, [0x01])).toEqual([0, 1, 0, 0]);
  expect(console.command(0x06, 0x4b, [0x01, 0x01])).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
  activate(console);
  expect(console.command(0x06, 0x4a, [0x01])).toEqual([0, 1, 1, 0]);
  expect(console.command(0x06, 0x4b, [0x01, 0x01])).toEqual([0, ...id, 1, 0, 0, 0, 0, 0, 0, 0]);
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
