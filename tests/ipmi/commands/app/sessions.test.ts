import { expect, it } from "vitest";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";

/** Get Session Info's bytes behind the counts: user, level, channel, IP address, MAC address, port. */
const addressOf = (answer: readonly number[]) => answer.slice(7, 11);
const portOf = (answer: readonly number[]) => (answer[17] ?? 0) | ((answer[18] ?? 0) << 8);

it.each([
  ["192.0.2.7", [192, 0, 2, 7]],
  ["2001:db8::7", [0, 0, 0, 0]],
])("shows a session from %s with as much of its address as there is room for", async (address, shown) => {
  const { connect } = await ipmiUnderTest();
  const console = connect("admin", { address, port: 54_321 });
  console.login();
  const answer = console.command(0x06, 0x3d, [0x00]);
  expect(answer).toHaveLength(19);
  expect([addressOf(answer), portOf(answer)]).toEqual([shown, 54_321]);
});

it("shows sessions to the system interface as those of the LAN channel", async () => {
  const { login, bmc, dispatcher } = await ipmiUnderTest();
  login();
  const context = { ...bmc, channel: 15, origin: { via: "kcs" } };
  const ask = (...data: number[]) =>
    dispatcher.dispatch(context, { netFn: 0x06, lun: 0, cmd: 0x3d, data: Buffer.from(data), privilege: 4 });
  const answer = [...((await ask(0x01)) as Buffer)];
  expect(answer.slice(0, 7)).toEqual([0, 1, 60, 1, 2, 4, 0x11]);
  expect([...((await ask(0x00)) as Buffer)]).toEqual([0, 0, 60, 1]);
});

it("gives a session that asks for Callback nothing but its end", async () => {
  const { connect, bmc } = await ipmiUnderTest();
  const console = connect("admin", { role: 0x11 });
  console.login();
  expect(console.command(0x00, 0x01)).toEqual([0xd4]);
  expect(console.command(0x06, 0x3b, [4])).toEqual([0xd4]);
  const id = Buffer.alloc(4);
  id.writeUInt32LE(console.bmcSessionId);
  expect(console.command(0x06, 0x3c, [...id])).toEqual([0]);
  expect(bmc.sessions.list()).toEqual([]);
});
