import { expect, it } from "vitest";
import { identity, ipmiUnderTest } from "../../support/ipmi-under-test.ts";

const reversed = (uuid: string): number[] => [...Buffer.from(uuid.replaceAll("-", ""), "hex").reverse()];
const idOf = (id: number): number[] => {
  const data = Buffer.alloc(4);
  data.writeUInt32LE(id);
  return [...data];
};

it("tells its device ID in exactly 15 bytes", async () => {
  const answer = (await ipmiUnderTest()).login().command(0x06, 0x01);
  expect(answer).toEqual([0, 0x20, 0x01, 1, 0x12, 0x02, 0x8f, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

it("tells the BMC's GUID and the machine's, least significant byte first", async () => {
  const { connect, login } = await ipmiUnderTest();
  const console = login();
  expect(console.command(0x06, 0x08)).toEqual([0, ...reversed(identity.bmcUuid)]);
  expect(console.command(0x06, 0x37)).toEqual([0, ...reversed(identity.uuid)]);
  const stranger = connect();
  stranger.open();
  stranger.rakp1();
  expect([...stranger.guid]).toEqual(reversed(identity.uuid));
});

it("passes its self test", async () => {
  expect((await ipmiUnderTest()).login().command(0x06, 0x04)).toEqual([0, 0x55, 0x00]);
});

it("tells of IPMI 2.0 only to a console that asks for it", async () => {
  const console = (await ipmiUnderTest()).login();
  expect(console.command(0x06, 0x38, [0x8e, 0x04])).toEqual([0, 1, 0x80, 0x04, 0x02, 0, 0, 0, 0]);
  expect(console.command(0x06, 0x38, [0x0e, 0x04])).toEqual([0, 1, 0x00, 0x04, 0x00, 0, 0, 0, 0]);
  expect(console.command(0x06, 0x38, [0x05, 0x04])).toEqual([0xcc]);
});

it("lists cipher suites, algorithms, and nothing where the list is over", async () => {
  const console = (await ipmiUnderTest()).login();
  expect(console.command(0x06, 0x54, [0x01, 0, 0x80])).toEqual([
    0, 1, 0xc0, 3, 0x01, 0x41, 0x81, 0xc0, 17, 0x03, 0x44, 0x81,
  ]);
  expect(console.command(0x06, 0x54, [0x01, 0, 0x81])).toEqual([0, 1]);
  expect(console.command(0x06, 0x54, [0x01, 0, 0x00])).toEqual([0, 1, 0x01, 0x03, 0x41, 0x44, 0x81]);
});

it("starts a session as User and raises it on demand", async () => {
  const console = (await ipmiUnderTest()).login("admin", 2);
  expect(console.command(0x06, 0x3b, [0])).toEqual([0, 2]);
  expect(console.command(0x06, 0x3b, [4])).toEqual([0, 4]);
  expect(console.command(0x06, 0x3b, [0])).toEqual([0, 4]);
  expect(console.command(0x06, 0x3b, [1])).toEqual([0xcc]);
  expect(console.command(0x06, 0x3b, [5])).toEqual([0xcc]);
});

it("closes another session only for an administrator, by ID or by handle", async () => {
  const { login, bmc, seen } = await ipmiUnderTest();
  const [one, two, operator] = [login(), login(), login("operator", 3)];
  expect(operator.command(0x06, 0x3c, idOf(one.bmcSessionId))).toEqual([0xd4]);
  expect(one.command(0x06, 0x3c, [...idOf(0), 2])).toEqual([0]);
  expect(two.send(two.packet(two.request(0x06, 0x01)))).toEqual([]);
  expect(seen.at(-1)).toMatchObject({ name: "sessionEnded", payload: { reason: "evicted" } });
  expect(one.command(0x06, 0x3c, idOf(operator.bmcSessionId))).toEqual([0]);
  expect(one.command(0x06, 0x3c, idOf(0xdeadbeef))).toEqual([0x87]);
  expect(one.command(0x06, 0x3c, [...idOf(0), 9])).toEqual([0x88]);
  expect(bmc.sessions.list()).toHaveLength(1);
});

it("tells about sessions: its own, the n-th, by handle and by ID", async () => {
  const { login } = await ipmiUnderTest();
  const admin = login();
  const operator = login("operator", 3);
  const info = (handle: number, user: number, level: number, port: number) => [
    0,
    handle,
    60,
    2,
    user,
    level,
    0x11,
    127,
    0,
    0,
    1,
    0,
    0,
    0,
    0,
    0,
    0,
    port & 0xff,
    port >> 8,
  ];
  const [adminInfo, operatorInfo] = [info(1, 2, 4, admin.options.port), info(2, 3, 3, operator.options.port)];
  expect(admin.command(0x06, 0x3d, [0x00])).toEqual(adminInfo);
  expect(admin.command(0x06, 0x3d, [0x02])).toEqual(operatorInfo);
  expect(admin.command(0x06, 0x3d, [0xfe, 2])).toEqual(operatorInfo);
  expect(admin.command(0x06, 0x3d, [0xff, ...idOf(operator.bmcSessionId)])).toEqual(operatorInfo);
  expect(admin.command(0x06, 0x3d, [0x03])).toEqual([0, 0, 60, 2]);
  expect(admin.command(0x06, 0x3d, [0xfe, 9])).toEqual([0xcb]);
  expect(admin.command(0x06, 0x3d, [0x01, 9])).toEqual([0xc7]);
  expect(admin.command(0x06, 0x3d, [0xff, 9])).toEqual([0xc7]);
});

it("tells about the channels that there are", async () => {
  const console = (await ipmiUnderTest()).login();
  expect(console.command(0x06, 0x42, [0x0e])).toEqual([0, 1, 0x04, 0x01, 0x81, 0xf2, 0x1b, 0, 0, 0]);
  expect(console.command(0x06, 0x42, [0x0f])).toEqual([0, 0x0f, 0x0c, 0x05, 0, 0xf2, 0x1b, 0, 0xff, 0xff]);
  expect(console.command(0x06, 0x42, [0x02])).toEqual([0, 2, 0x05, 0x09, 0x40, 0xf2, 0x1b, 0, 0, 0]);
  expect(console.command(0x06, 0x42, [0x03])).toEqual([0xcc]);
});

it("lets nothing in over the serial channel, whatever is asked for", async () => {
  const console = (await ipmiUnderTest()).login();
  const disabled = [0, 0x20, 0x01];
  for (const source of [0x40, 0x80]) {
    expect(console.command(0x06, 0x41, [0x02, source])).toEqual(disabled);
  }
  expect(console.command(0x06, 0x40, [0x02, 0x80, 0x00])).toEqual([0]);
  expect(console.command(0x06, 0x40, [0x02, 0x82, 0x84])).toEqual([0x83]);
  expect(console.command(0x06, 0x41, [0x02, 0x80])).toEqual(disabled);
  expect(console.command(0x06, 0x44, [0x02, 0x02]).slice(4)).toEqual([0x0f]);
  expect(console.command(0x06, 0x43, [0x92, 0x02, 0x04])).toEqual([0xcc]);
  expect(console.command(0x0c, 0x11, [0x02, 3, 0, 0])).toEqual([0, 0x11, 0x80]);
  expect(await console.commandLater(0x0c, 0x10, [0x02, 3, 0x01])).toEqual([0x82]);
});

it("tells which payloads the LAN channel carries", async () => {
  const console = (await ipmiUnderTest()).login();
  expect(console.command(0x06, 0x4e, [0x0e])).toEqual([0, 0x03, 0, 0x3f, 0, 0, 0, 0, 0]);
  expect(console.command(0x06, 0x4e, [0x0f])).toEqual([0xcc]);
  expect(console.command(0x06, 0x4f, [0x0e, 0x01])).toEqual([0, 0x10]);
  expect(console.command(0x06, 0x4f, [0x0e, 0x02])).toEqual([0x80]);
});
