import { expect, it } from "vitest";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";

const get = [0x06, 0x07] as const;
const set = (system: number, device: number) => [0x06, 0x06, [system, device]] as const;

it("follows the machine: S0 while it is on, S5 while it is off", async () => {
  const { login, machine } = await ipmiUnderTest();
  const console = login();
  expect(console.command(...get)).toEqual([0, 0x00, 0x00]);
  await (await machine.power("off", { via: "test" })).outcome;
  expect(console.command(...get)).toEqual([0, 0x05, 0x00]);
});

it("keeps what the machine's software says until the machine is reset or loses power", async () => {
  const { login, machine } = await ipmiUnderTest();
  const console = login();
  expect(console.command(...set(0x83, 0x82))).toEqual([0]);
  expect(console.command(...get)).toEqual([0, 0x03, 0x02]);
  expect(console.command(...set(0xff, 0x01))).toEqual([0]);
  expect(console.command(...get)).toEqual([0, 0x03, 0x02]);
  await (await machine.power("reset", { via: "test" })).outcome;
  expect(console.command(...get)).toEqual([0, 0x00, 0x00]);
});

it("answers CCh to a state that has no name, and changes nothing then", async () => {
  const { login } = await ipmiUnderTest();
  const console = login();
  expect(console.command(...set(0x8b, 0x81))).toEqual([0xcc]);
  expect(console.command(...set(0x81, 0x84))).toEqual([0xcc]);
  expect(console.command(...get)).toEqual([0, 0x00, 0x00]);
});
