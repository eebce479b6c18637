import { expect, it } from "vitest";
import { ipmiUnderTest } from "../../support/ipmi-under-test.ts";

const lan = 0x01;
const chassis = 0x00;

async function firewall() {
  const test = await ipmiUnderTest();
  const console = test.login();
  const ask = (cmd: number, ...data: number[]) => console.command(0x06, cmd, data);
  return { ...test, console, ask };
}

/** Numbers of the bits that are set. */
const bitsOf = (mask: readonly number[]): number[] =>
  mask.flatMap((byte, index) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter(n => byte & (1 << n)).map(n => index * 8 + n),
  );

it("shows the network functions that there are, all of them on LUN 0", async () => {
  const { ask, bmc } = await firewall();
  const answer = ask(0x09, 0x0e);
  expect(answer.slice(0, 2)).toEqual([0, 0x01]);
  const netFns = new Set(bmc.firewall.commands.map(({ netFn }) => netFn >> 1));
  expect(bitsOf(answer.slice(2))).toEqual([...netFns].sort((a, b) => a - b));
});

it("shows exactly the commands that the channel takes", async () => {
  const { ask, bmc } = await firewall();
  for (const netFn of [0x00, 0x06]) {
    const missing = [0x00, 0x40].flatMap(half => ask(0x0a, lan, half | netFn, 0).slice(1));
    const there = bmc.firewall.commands.filter(it => it.netFn === netFn && !it.systemInterfaceOnly);
    const numbers = there.map(({ cmd }) => cmd).sort((a, b) => a - b);
    expect(bitsOf(missing.map(bits => ~bits & 0xff))).toEqual(numbers);
  }
  expect(ask(0x0a, lan, chassis, 1).slice(1)).toEqual(Array(16).fill(0xff));
});

it("takes a command away from a channel, and gives it back", async () => {
  const { ask, console, dispatcher, bmc } = await firewall();
  const [, ...enabled] = ask(0x61, lan, chassis, 0);
  const without = [...enabled];
  without[0] = (without[0] as number) & ~(1 << 1);
  expect(ask(0x60, lan, chassis, 0, ...without)).toEqual([0]);
  expect(ask(0x61, lan, chassis, 0).slice(1)).toEqual(without);
  expect(console.command(0x00, 0x01)).toEqual([0xd4]);
  expect(console.command(0x00, 0x00)[0]).toBe(0);
  expect(ask(0x09, lan)[1]).toBe(0x02);
  const request = { netFn: 0, lun: 0, cmd: 1, data: Buffer.alloc(0), privilege: 4 } as const;
  const inBand = await dispatcher.dispatch({ ...bmc, channel: 0x0f, origin: { via: "kcs" } }, request);
  expect(inBand[0]).toBe(0);
  expect(ask(0x60, lan, chassis, 0, ...enabled)).toEqual([0]);
  expect(console.command(0x00, 0x01)[0]).toBe(0);
});

it("answers CCh rather than lock everybody out", async () => {
  const { ask } = await firewall();
  const [, ...configurable] = ask(0x0c, lan, 0x06, 0);
  const fixed = bitsOf(configurable);
  for (const cmd of [0x09, 0x0a, 0x0c, 0x38, 0x3b, 0x3c, 0x54, 0x60, 0x61]) expect(fixed).not.toContain(cmd);
  expect(ask(0x60, lan, 0x06, 0, ...Array(16).fill(0))).toEqual([0xcc]);
  expect(ask(0x01)[0]).toBe(0);
});

it("knows no sub-functions", async () => {
  const { ask } = await firewall();
  expect(ask(0x0b, lan, chassis, 0, 0x02)).toEqual([0, 0x00, 0x20, 0x11, 0xff, 0xff, 0xff, 0xff]);
  expect(ask(0x0d, lan, chassis, 0, 0x02)).toEqual([0, 0, 0, 0, 0]);
  expect(ask(0x63, lan, chassis, 0, 0x02)).toEqual([0, 0, 0, 0, 0]);
  expect(ask(0x62, lan, chassis, 0, 0x02, 0, 0, 0, 0)).toEqual([0]);
  expect(ask(0x62, lan, chassis, 0, 0x02, 1, 0, 0, 0)).toEqual([0xcc]);
  expect(ask(0x62, lan, chassis, 0, 0x02, 0, 0)).toEqual([0xc7]);
  expect(ask(0x0b, lan, chassis, 0, 0x7f)).toEqual([0xcc]);
});

it("answers CCh for a channel that there is not, C7h for a defining body where none belongs", async () => {
  const { ask } = await firewall();
  expect(ask(0x09, 0x05)).toEqual([0xcc]);
  expect(ask(0x0a, 0x05, chassis, 0)).toEqual([0xcc]);
  expect(ask(0x0a, lan, 0x80, 0)).toEqual([0xcc]);
  expect(ask(0x0a, lan, chassis, 0, 0xdc)).toEqual([0xc7]);
  expect(ask(0x64, lan, 0x2e, 0)).toEqual([0xcc]);
});
