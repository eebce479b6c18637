import { expect, it } from "vitest";
import { SolConfiguration } from "../../../../server/ipmi/sol/sol-configuration.ts";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";
import type { RemoteConsole } from "../../support/remote-console.ts";

const get = (console: RemoteConsole, selector: number, channel = 1) =>
  console.command(0x0c, 0x22, [channel, selector, 0, 0]);
const set = (console: RemoteConsole, selector: number, ...data: number[]) =>
  console.commandLater(0x0c, 0x21, [1, selector, ...data]);

it("tells what SOL does unless it is told otherwise", async () => {
  const console = (await ipmiUnderTest()).login();
  expect(get(console, 0)).toEqual([0, 0x11, 0]);
  expect(get(console, 1)).toEqual([0, 0x11, 1]);
  expect(get(console, 2)).toEqual([0, 0x11, 0xc3]);
  expect(get(console, 3)).toEqual([0, 0x11, 1, 255]);
  expect(get(console, 4)).toEqual([0, 0x11, 7, 25]);
  expect(get(console, 5)).toEqual([0, 0x11, 0x0a]);
  expect(get(console, 6)).toEqual([0, 0x11, 0x0a]);
  expect(get(console, 7)).toEqual([0, 0x11, 1]);
  expect(get(console, 8)).toEqual([0, 0x11, 0x6f, 0x02]);
  expect(get(console, 9)).toEqual([0x80]);
  expect(get(console, 1, 0x0e)).toEqual([0, 0x11, 1]);
  expect(get(console, 1, 0x81)).toEqual([0, 0x11]);
  expect(get(console, 1, 0x02)).toEqual([0xcc]);
});

it.each([
  [1, [0]],
  [2, [0xc4]],
  [3, [20, 1]],
  [4, [0, 0]],
  [5, [0x06]],
])("keeps what parameter %i is set to across restarts", async (selector, data) => {
  const { login, bmc, parts } = await ipmiUnderTest();
  const console = login();
  expect(await set(console, selector, ...data)).toEqual([0]);
  expect(get(console, selector)).toEqual([0, 0x11, ...data]);
  expect(new SolConfiguration(parts.settings).value).toEqual(bmc.serialOverLan.configuration.value);
});

it("has a volatile bit rate that a restart takes back to the non-volatile one", async () => {
  const { login, parts } = await ipmiUnderTest();
  const console = login();
  expect(await set(console, 6, 0x07)).toEqual([0]);
  expect(get(console, 6)).toEqual([0, 0x11, 0x07]);
  expect(get(console, 5)).toEqual([0, 0x11, 0x0a]);
  expect(new SolConfiguration(parts.settings).volatileBitRate).toBe("115200");
});

it("refuses values that the standard does not have, and what nobody could use", async () => {
  const console = (await ipmiUnderTest()).login();
  expect(await set(console, 0, 3)).toEqual([0xcc]);
  expect(await set(console, 2, 0xc1)).toEqual([0xcc]);
  expect(await set(console, 2, 0xc5)).toEqual([0xcc]);
  expect(await set(console, 3, 0, 255)).toEqual([0xcc]);
  expect(await set(console, 3, 1)).toEqual([0xc7]);
  expect(await set(console, 5, 0x01)).toEqual([0xcc]);
  expect(await set(console, 9, 0x01)).toEqual([0x80]);
});

it("answers 82h for the two parameters that are only read", async () => {
  const console = (await ipmiUnderTest()).login();
  expect(await set(console, 7, 1)).toEqual([0x82]);
  expect(await set(console, 8, 0x6f, 0x02)).toEqual([0x82]);
});

it("keeps the parameters claimed for the session that has claimed them, as long as it lives", async () => {
  const { login, bmc } = await ipmiUnderTest();
  const [one, two] = [login(), login()];
  expect(await set(one, 0, 1)).toEqual([0]);
  expect(await set(two, 0, 1)).toEqual([0x81]);
  expect(get(two, 0)).toEqual([0, 0x11, 1]);
  expect(await set(one, 0, 0)).toEqual([0]);
  expect(await set(two, 0, 1)).toEqual([0]);
  const owner = bmc.sessions.find(two.bmcSessionId);
  if (owner) bmc.sessions.end(owner, "logout");
  expect(await set(one, 0, 1)).toEqual([0]);
});

it("is set by administrators and read by users", async () => {
  const { login } = await ipmiUnderTest();
  expect(await set(login("operator", 3), 1, 0)).toEqual([0xd4]);
  expect(get(login("reader", 2), 1)).toEqual([0, 0x11, 1]);
});
