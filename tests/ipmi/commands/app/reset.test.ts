import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";

it.each([
  ["Cold Reset", 0x02],
  ["Warm Reset", 0x03],
])("%s is answered before the BMC restarts, and only for administrators", async (_, cmd) => {
  const { login, resets } = await ipmiUnderTest();
  expect(login("operator", 3).command(0x06, cmd)).toEqual([0xd4]);
  expect(login().command(0x06, cmd)).toEqual([0]);
  expect(resets).toEqual([]);
  await setImmediate();
  expect(resets).toEqual([{ via: "ipmi", user: "admin" }]);
});

it("Manufacturing Test On is no command", async () => {
  const { login } = await ipmiUnderTest();
  expect(login().command(0x06, 0x05)).toEqual([0xc1]);
});
